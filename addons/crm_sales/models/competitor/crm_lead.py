from odoo import api, fields, models
from odoo.fields import Domain

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """Whom we meet in a deal."""

    _inherit = "crm.lead"

    crm_competitor_ids = fields.One2many(
        "crm.sales.deal.competitor", "lead_id", "Competitors", groups=GROUP, copy=False
    )
    crm_competitor_names = fields.Char(
        "Competitors Met",
        compute="_compute_crm_competitor_names",
        search="_search_crm_competitor_names",
        groups=GROUP,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_competitor_names(self):
        deals = self.env["crm.sales.deal.competitor"].search([("lead_id", "in", self.ids)])
        names = deals.grouped("lead_id")
        for lead in self:
            met = names.get(lead._origin, deals.browse()).competitor_id
            lead.crm_competitor_names = ", ".join(met.mapped("name"))

    def _search_crm_competitor_names(self, operator, value):
        return Domain("crm_competitor_ids.competitor_id", operator, value)

    def _merge_dependences(self, opportunities):
        """Whom the merged ones had met is met in the deal that is left, once."""
        # sudo: who may merge opportunities keeps what stands on them
        deals = self.env["crm.sales.deal.competitor"].sudo()
        met = set(deals.search([("lead_id", "=", self.id)]).competitor_id.ids)
        for deal in deals.search([("lead_id", "in", opportunities.ids)]):
            if deal.competitor_id.id not in met:
                met.add(deal.competitor_id.id)
                deal.write({"lead_id": self.id, "is_winner": False})
        return super()._merge_dependences(opportunities)
