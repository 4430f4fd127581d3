from odoo import api, fields, models

from odoo.addons.crm_customer.tools.kpi.progress import STATUSES

PERIODS = [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")]


class CrmSalesAttainment(models.Model):
    """Where a company, team or person stands against the plan, in a month, quarter or year.

    Rebuilt from the plan, the records and the pipeline; nothing is entered here. The figures
    are those of the scope, computed in sudo: whoever may read the row may read them.
    """

    _name = "crm.sales.attainment"
    _description = "Attainment of Targets"
    # the company, then each team with its persons
    _order = (
        "date_start desc, period desc, kpi_id.id, team_id.id NULLS FIRST, breakdown, user_id.id, id"
    )
    _log_access = False

    plan_id = fields.Many2one("crm.sales.plan", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    kpi_id = fields.Many2one(
        "crm.kpi", "KPI", required=True, readonly=True, ondelete="cascade", index=True
    )
    # whose
    breakdown = fields.Selection(
        [("company", "Company"), ("team", "Sales Team"), ("user", "Person")],
        "Measured For",
        required=True,
        readonly=True,
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Person", readonly=True, ondelete="cascade")
    category_id = fields.Many2one("product.category", readonly=True, ondelete="cascade")
    level_id = fields.Many2one("crm.customer.level", readonly=True, ondelete="cascade")
    # when
    period = fields.Selection(PERIODS, required=True, readonly=True)
    date_start = fields.Date("From", required=True, readonly=True)
    date_stop = fields.Date("Until", required=True, readonly=True)
    # how much
    target = fields.Float(digits=(16, 2), readonly=True)
    actual = fields.Float(digits=(16, 2), readonly=True)
    has_actual = fields.Boolean("Has a Figure", readonly=True)
    record_count = fields.Integer("Records", readonly=True, aggregator=None)
    attainment = fields.Float("Attainment (%)", digits=(16, 1), readonly=True, aggregator=None)
    due = fields.Float(
        "Due by Now",
        digits=(16, 2),
        readonly=True,
        help="The targets of the months that are over, and of the running month the share of its "
        "working days that are over. The season is in the targets.",
    )
    status = fields.Selection(STATUSES, required=True, readonly=True)
    # what comes of it
    gap = fields.Float(digits=(16, 2), readonly=True, help="What the target still wants.")
    is_projected = fields.Boolean("Has a Projection", readonly=True)
    projected = fields.Float("Expected at the End", digits=(16, 2), readonly=True, aggregator=None)
    projected_low = fields.Float("At Least (80 %)", digits=(16, 2), readonly=True, aggregator=None)
    projected_high = fields.Float("At Most (80 %)", digits=(16, 2), readonly=True, aggregator=None)
    probability = fields.Float(
        "Probability (%)",
        digits=(16, 0),
        readonly=True,
        aggregator=None,
        help="Of reaching the target, by the months so far.",
    )
    pipeline = fields.Float(
        "Weighted Pipeline",
        digits=(16, 2),
        readonly=True,
        help="What the open opportunities that are to close by the end bring on average.",
    )
    closing_count = fields.Integer(
        "Deals for the Gap",
        readonly=True,
        aggregator=None,
        help="So many of the open opportunities, the likeliest first, would close the gap.",
    )
    closing_amount = fields.Float("Their Revenue", digits=(16, 2), readonly=True)
    closing_leads = fields.Json(readonly=True)
    date_refreshed = fields.Datetime("As Of", required=True, readonly=True)

    _place_uniq = models.UniqueIndex(
        "(plan_id, breakdown, COALESCE(team_id, 0), COALESCE(user_id, 0), "
        "COALESCE(category_id, 0), COALESCE(level_id, 0), period, date_start)"
    )
    _order_idx = models.Index(
        "(date_start DESC, period DESC, kpi_id, team_id NULLS FIRST, breakdown, user_id, id)"
    )
    _user_idx = models.Index("(user_id, date_start)")

    @api.depends("breakdown", "team_id", "user_id", "period", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row._get_whose()}, {row._get_when()}"

    def _get_whose(self):
        row = self.sudo()  # sudo: names of colleagues and teams
        name = {"team": row.team_id.name, "user": row.user_id.name}.get(row.breakdown)
        part = row.category_id.name or row.level_id.name
        return " · ".join(filter(None, (name or row.company_id.name, part)))

    def _get_when(self):
        day = self.date_start
        if not day:
            return ""
        return {
            "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        }.get(self.period) or str(self.date_stop.year)
