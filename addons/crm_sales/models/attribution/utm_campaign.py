from odoo import api, fields, models

GROUP = "crm_sales.group_sales_own"


class UtmCampaign(models.Model):
    """Whom a campaign has touched."""

    _inherit = "utm.campaign"

    crm_touchpoint_count = fields.Integer(
        "Touchpoints", compute="_compute_crm_touchpoint_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_touchpoint_count(self):
        counts = dict(
            self.env["crm.sales.touchpoint"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.crm_touchpoint_count = counts.get(campaign._origin, 0)

    def action_view_crm_touchpoints(self):
        """Open the touchpoints of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_touchpoint_action"
        )
        return action | {"domain": [("campaign_id", "=", self.id)], "context": {}, "path": False}
