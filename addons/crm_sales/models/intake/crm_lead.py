from odoo import fields, models

from odoo.addons.crm_customer.models.import_.match_sql import NAME_KEY

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """How a lead came in."""

    _inherit = "crm.lead"

    crm_arrival_ids = fields.One2many(
        "crm.sales.lead.arrival", "lead_id", "Enquiries", readonly=True, groups=GROUP
    )
    crm_arrival_count = fields.Integer(
        "Times Enquired", compute="_compute_crm_arrival_count", groups=GROUP
    )

    # by what an enquiry finds the lead of the same person
    _crm_sales_email_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _crm_sales_firm_idx = models.Index(
        f"(({NAME_KEY.format(column='partner_name')})) WHERE partner_name IS NOT NULL"
    )

    def _compute_crm_arrival_count(self):
        counts = dict(
            self.env["crm.sales.lead.arrival"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_arrival_count = counts.get(lead._origin, 0)

    def action_view_crm_arrivals(self):
        """Open the enquiries of the lead."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_lead_arrival_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}

    def _merge_dependences(self, opportunities):
        """What came in as the merged ones stays to be seen."""
        # sudo: nobody writes arrivals by hand
        arrivals = self.env["crm.sales.lead.arrival"].sudo()
        arrivals.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        arrivals.search([("previous_id", "in", opportunities.ids)]).previous_id = self
        return super()._merge_dependences(opportunities)
