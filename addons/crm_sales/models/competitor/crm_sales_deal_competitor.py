from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.competitor import price_gap

POSITIONS = [
    ("ahead", "We Are Ahead"),
    ("level", "Neck and Neck"),
    ("behind", "We Are Behind"),
    ("out", "Out of the Race"),
]


class CrmSalesDealCompetitor(models.Model):
    """A competitor in a deal: what they offer there, and how it ended."""

    _name = "crm.sales.deal.competitor"
    _description = "Competitor in a Deal"
    _order = "id desc"
    _rec_name = "competitor_id"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        groups="sales_team.group_sale_salesman",
    )
    competitor_id = fields.Many2one(
        "crm.sales.competitor", required=True, ondelete="restrict", index=True
    )
    product_id = fields.Many2one(
        "crm.sales.competitor.product",
        "Their Product",
        domain="[('competitor_id', '=', competitor_id)]",
        ondelete="set null",
        index="btree_not_null",
    )
    position = fields.Selection(POSITIONS, "How We Stand")
    currency_id = fields.Many2one(related="lead_id.company_currency")
    price = fields.Monetary("Their Price", aggregator="avg")
    value = fields.Monetary("Our Value", related="lead_id.expected_revenue")
    price_gap = fields.Float(
        "Our Price Above Theirs",
        compute="_compute_price_gap",
        help="By which share our value is above their price; negative when we are cheaper.",
    )
    note = fields.Char()
    is_winner = fields.Boolean("Won It", help="The customer bought from them.")
    # what became of it, kept here so that it can be counted
    outcome = fields.Selection(
        related="lead_id.won_status", store=True, string="Outcome", index="btree_not_null"
    )
    user_id = fields.Many2one(related="lead_id.user_id", store=True, string="Salesperson")
    team_id = fields.Many2one(related="lead_id.team_id", store=True)
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    date_closed = fields.Datetime(related="lead_id.date_closed", store=True)

    # not "required": the host would answer searches for what a reader may not know
    _lead_set = models.Constraint("CHECK(lead_id IS NOT NULL)", "Choose the opportunity.")
    _once_uniq = models.UniqueIndex(
        "(lead_id, competitor_id)", "This competitor is in the deal already."
    )

    @api.depends("price", "value")
    def _compute_price_gap(self):
        for deal in self:
            deal.price_gap = price_gap(deal.value, deal.price) or 0

    @api.constrains("is_winner", "lead_id")
    def _check_one_winner(self):
        for deal in self.filtered("is_winner"):
            if len(deal.lead_id.crm_competitor_ids.filtered("is_winner")) > 1:
                raise ValidationError(
                    self.env._("Only one competitor can have won “%s”.", deal.lead_id.name)
                )

    def action_open_battlecard(self):
        """Open the battlecard beside the deal."""
        self.ensure_one()
        action = self.competitor_id._get_records_action(name=self.env._("Battlecard"))
        view = self.env.ref("crm_sales.crm_sales_competitor_view_battlecard")
        return action | {"views": [(view.id, "form")], "target": "new"}

    def action_open_lead(self):
        """Open the opportunity."""
        return self.lead_id._get_records_action()
