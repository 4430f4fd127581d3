from odoo import api, fields, models

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """What a lead was touched by."""

    _inherit = "crm.lead"

    crm_touchpoint_count = fields.Integer(
        "Touchpoints", compute="_compute_crm_touchpoint_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_touchpoint_count(self):
        counts = dict(
            self.env["crm.sales.touchpoint"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_touchpoint_count = counts.get(lead._origin, 0)

    def _merge_dependences(self, opportunities):
        """The touches of the merged ones are those of what is left."""
        # sudo: nobody moves touchpoints by hand
        touches = self.env["crm.sales.touchpoint"].sudo()
        moved = touches.search([("lead_id", "in", opportunities.ids)])
        moved._unlocked().write({"lead_id": self.id, "changed_on": fields.Datetime.now()})
        return super()._merge_dependences(opportunities)

    def action_view_crm_touchpoints(self):
        """Open the touchpoints of the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_touchpoint_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}, "path": False}
