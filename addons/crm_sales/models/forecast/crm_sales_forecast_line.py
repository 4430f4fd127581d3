from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

from .crm_sales_forecast_trial import METHODS

# what is read from the opportunities and the other lines, and kept as it was when it is locked
LIVE = (
    *("amount_closed", "amount_commit", "amount_best_case", "amount_pipeline"),
    *("parts_commit", "parts_best_case", "counted_commit", "counted_best_case", "target"),
)


class CrmSalesForecastLine(models.Model):
    """What a person, a team or the company says of a period, beside what the facts say.

    The figures are those of the scope, computed in sudo: whoever may read the line may read them.
    """

    _name = "crm.sales.forecast.line"
    _description = "Forecast of a Person or Team"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    # the company, then each team with its persons
    _order = "date_start desc, forecast_id desc, team_id.id NULLS FIRST, breakdown, user_id.id, id"

    forecast_id = fields.Many2one(
        "crm.sales.forecast", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="forecast_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_start = fields.Date(related="forecast_id.date_start", store=True, precompute=True)
    date_stop = fields.Date(related="forecast_id.date_stop", store=True, precompute=True)
    breakdown = fields.Selection(
        [("company", "Company"), ("team", "Sales Team"), ("user", "Person")],
        "Forecast Of",
        required=True,
        readonly=True,
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Person", readonly=True, ondelete="cascade")
    # what the opportunities say
    amount_closed = fields.Monetary(
        "Closed So Far", compute="_compute_live", help="Won in the period so far."
    )
    amount_commit = fields.Monetary("Open, Commit", compute="_compute_live")
    amount_best_case = fields.Monetary("Open, Best Case", compute="_compute_live")
    amount_pipeline = fields.Monetary("Open, Pipeline", compute="_compute_live")
    # what the parts say
    parts_commit = fields.Monetary(
        "Commit of the Parts",
        compute="_compute_live",
        help="What the persons or teams below say together; of a person, what was closed and the "
        "opportunities of the category.",
    )
    parts_best_case = fields.Monetary("Best Case of the Parts", compute="_compute_live")
    # what is said
    own_commit = fields.Monetary("Entered Commit", readonly=True, copy=False)
    own_best_case = fields.Monetary("Entered Best Case", readonly=True, copy=False)
    has_own = fields.Boolean("Own Figures", readonly=True, copy=False)
    commit = fields.Monetary(
        "Own Commit",
        compute="_compute_own",
        inverse="_inverse_own",
        help="What the period will bring for sure, with what is closed. Until something is "
        "entered it is what the parts say.",
    )
    best_case = fields.Monetary(
        "Own Best Case",
        compute="_compute_own",
        inverse="_inverse_own",
        help="What the period will bring if all goes well, with what is closed.",
    )
    note = fields.Text(copy=False, help="What it rests on.")
    submission_ids = fields.One2many("crm.sales.forecast.submission", "line_id", "History")
    submission_count = fields.Integer("Submissions", readonly=True, copy=False, aggregator=None)
    date_submitted = fields.Datetime("Submitted On", readonly=True, copy=False)
    said_commit = fields.Monetary("Submitted Commit", readonly=True, copy=False)
    said_best_case = fields.Monetary("Submitted Best Case", readonly=True, copy=False)
    is_said = fields.Boolean(
        readonly=True,
        copy=False,
        help="The submitted figures count; else those of the parts as they are.",
    )
    first_commit = fields.Monetary(readonly=True, copy=False)
    # what the leader says instead
    has_override = fields.Boolean("Overridden", readonly=True, copy=False)
    override_commit = fields.Monetary("Leader's Commit", readonly=True, copy=False)
    override_best_case = fields.Monetary("Leader's Best Case", readonly=True, copy=False)
    override_note = fields.Text("Leader's Note", readonly=True, copy=False)
    override_user_id = fields.Many2one(
        "res.users", "Overridden By", readonly=True, copy=False, ondelete="set null"
    )
    date_override = fields.Datetime("Overridden On", readonly=True, copy=False)
    # what counts
    counted_commit = fields.Monetary(
        "Commit That Counts",
        compute="_compute_live",
        help="The leader's figure, else the submitted one, else that of the parts.",
    )
    counted_best_case = fields.Monetary("Best Case That Counts", compute="_compute_live")
    target = fields.Monetary(
        compute="_compute_live", help="Ordered revenue by the approved sales plan."
    )
    gap = fields.Monetary(
        "Gap to Target",
        compute="_compute_live",
        help="What the target still wants beyond what is closed.",
    )
    # what the model and the simple methods say, written by the job
    has_model = fields.Boolean("Has a Model", readonly=True, copy=False)
    model_expected = fields.Monetary("Model", readonly=True, copy=False)
    model_low = fields.Monetary("Model, at Least (80 %)", readonly=True, copy=False)
    model_high = fields.Monetary("Model, at Most (80 %)", readonly=True, copy=False)
    naive_method = fields.Selection(METHODS, "Simple Method", readonly=True, copy=False)
    naive_amount = fields.Monetary("By the Simple Method", readonly=True, copy=False)
    date_model = fields.Datetime("Model As Of", readonly=True, copy=False)
    # lock
    is_locked = fields.Boolean("Locked", readonly=True, copy=False)
    frozen = fields.Json(readonly=True, copy=False)
    # what is to be done
    is_missing = fields.Boolean(
        "Not Submitted", compute="_compute_is_missing", search="_search_is_missing"
    )
    next_step = fields.Selection(
        [("submit", "Submit Forecast"), ("roll_up", "Roll Up"), ("lock", "Lock")],
        compute="_compute_next_step",
    )
    can_submit = fields.Boolean(compute="_compute_next_step")
    can_override = fields.Boolean(compute="_compute_next_step")

    _place_uniq = models.UniqueIndex("(forecast_id, COALESCE(team_id, 0), COALESCE(user_id, 0))")
    _order_idx = models.Index(
        "(date_start DESC, forecast_id DESC, team_id NULLS FIRST, breakdown, user_id, id)"
    )
    _user_idx = models.Index("(user_id, date_start)")

    @api.depends("breakdown", "team_id", "user_id", "company_id")
    def _compute_display_name(self):
        for line in self.sudo():  # sudo: the name of a team or colleague is no secret
            line.display_name = line.user_id.name or line.team_id.name or line.company_id.name or ""

    # figures
    @api.depends(
        *("forecast_id", "is_locked", "frozen", "has_override", "override_commit"),
        *("override_best_case", "is_said", "said_commit", "said_best_case"),
    )
    def _compute_live(self):
        for forecast, lines in self.grouped("forecast_id").items():
            # sudo: the figures are those of the scopes, see the class
            board = forecast.sudo()._get_board() if forecast else {}
            for line in lines:
                figures = line.frozen or board.get((line.team_id.id, line.user_id.id), {})
                line.update({name: figures.get(name, 0.0) for name in LIVE})
                line.gap = max(line.target - line.amount_closed, 0.0)

    @api.depends("has_own", "own_commit", "own_best_case", "parts_commit", "parts_best_case")
    def _compute_own(self):
        for line in self:
            line.commit = line.own_commit if line.has_own else line.parts_commit
            line.best_case = line.own_best_case if line.has_own else line.parts_best_case

    def _inverse_own(self):
        for line in self:
            commit, best = line.commit, line.best_case
            best = best if line.has_own else max(commit, best)
            line.write({"has_own": True, "own_commit": commit, "own_best_case": best})

    def _get_leads(self):
        """Return ``{opportunity: (category, amount)}`` of the scope, by ids, as floats."""
        self.ensure_one()
        if self.frozen:
            return {int(key): tuple(value) for key, value in self.frozen["leads"].items()}
        return self.forecast_id._get_leads_of().get((self.team_id.id, self.user_id.id), {})

    # what is missing
    @api.model
    def _get_round_start(self, company):
        """Return the moment since which a submission counts for the present week, or None."""
        if not company.crm_forecast_weekday:
            return None
        today = company._crm_today()
        passed = (today.weekday() - int(company.crm_forecast_weekday) - 1) % 7
        day = today - timedelta(days=passed)
        return utc_bounds(Period(day, day), company._crm_tz())[0]

    @api.depends("date_submitted", "breakdown", "is_locked")
    def _compute_is_missing(self):
        starts = {company: self._get_round_start(company) for company in self.sudo().company_id}
        for line in self:
            start = starts.get(line.sudo().company_id)
            line.is_missing = (
                line.breakdown == "user"
                and not line.is_locked
                and line.date_stop >= line.sudo().company_id._crm_today()
                and (not line.date_submitted or bool(start and line.date_submitted < start))
            )

    def _search_is_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env.companies
        missing = Domain.OR(self._domain_of_missing(company) for company in companies)
        return missing if True in value else ~missing

    @api.model
    def _domain_of_missing(self, company):
        start = self._get_round_start(company)
        late = Domain("date_submitted", "=", False)
        if start:
            late |= Domain("date_submitted", "<", start)
        return (
            Domain("company_id", "=", company.id)
            & Domain("breakdown", "=", "user")
            & Domain("is_locked", "=", False)
            & Domain("date_stop", ">=", company._crm_today())
            & late
        )
