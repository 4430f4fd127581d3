from odoo import fields, models

GROUP = "crm_sales.group_sales_own"


class UtmCampaign(models.Model):
    _inherit = "utm.campaign"

    crm_form_ids = fields.One2many("crm.sales.lead.form", "campaign_id", "Lead Forms", groups=GROUP)
    crm_form_count = fields.Integer("Forms", compute="_compute_crm_form_count", groups=GROUP)

    def _compute_crm_form_count(self):
        counts = dict(
            self.env["crm.sales.lead.form"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.crm_form_count = counts.get(campaign._origin, 0)

    def action_view_crm_forms(self):
        """Open the lead forms of the campaign; a new one belongs to it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_form_action"
        )
        context = {"default_campaign_id": self.id, "default_name": self.title}
        return action | {"domain": [("campaign_id", "=", self.id)], "context": context}

    def action_crm_print_posters(self):
        """Print a poster with the QR code of each form of the campaign."""
        report = self.env.ref("crm_sales.lead_form_poster_report")
        return report.report_action(self.crm_form_ids)
