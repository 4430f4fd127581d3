from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.forecast.span import number_of, span_at
from .res_company import PERIODS

# a token that no call from outside can hold: what locking itself writes
LOCKING = object()


class CrmSalesForecast(models.Model):
    """What a company will bring in a month or quarter, as its people say and as the model says."""

    _name = "crm.sales.forecast"
    _description = "Sales Forecast"
    _order = "date_start desc, company_id, id desc"
    _rec_name = "name"

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        PERIODS,
        "Period",
        required=True,
        default=lambda self: self.env.company.crm_forecast_period,
    )
    date_start = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._crm_today(),
        help="Any day of the period; the first one is kept.",
    )
    date_stop = fields.Date("Until", compute="_compute_date_stop", store=True, precompute=True)
    state = fields.Selection(
        [("open", "Open"), ("locked", "Locked")], required=True, readonly=True, default="open"
    )
    date_locked = fields.Datetime("Locked On", readonly=True)
    locked_user_id = fields.Many2one("res.users", "Locked By", readonly=True, ondelete="set null")
    line_ids = fields.One2many("crm.sales.forecast.line", "forecast_id", "Who Forecasts")
    missing_count = fields.Integer("Not Submitted", compute="_compute_missing_count")

    _period_uniq = models.UniqueIndex(
        "(company_id, kind, date_start)", "There is a forecast of this period already."
    )
    _order_idx = models.Index("(date_start DESC, company_id, id DESC)")

    @api.depends("kind", "date_start", "company_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for forecast in self:
            if not forecast.date_start:
                forecast.name = False
                continue
            span = forecast._get_span()
            year, number = number_of(forecast.kind, span, forecast._get_setting())
            forecast.name = {
                "month": f"{year}-{number:02}",
                "quarter": f"{year} Q{number}",
            }.get(forecast.kind) or self.env._(
                "Fiscal %(year)s Q%(number)s", year=year, number=number
            )

    @api.depends("name", "company_id")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_display_name(self):
        for forecast in self:
            title = self.env._("Forecast %(period)s", period=forecast.name or "")
            if len(self.env.companies) > 1:
                title = f"{title}, {forecast.sudo().company_id.name}"
            forecast.display_name = title

    @api.depends("kind", "date_start", "company_id")
    def _compute_date_stop(self):
        for forecast in self:
            forecast.date_stop = forecast.date_start and forecast._get_span().stop

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_missing_count(self):
        counts = dict(
            self.env["crm.sales.forecast.line"]._read_group(
                Domain("forecast_id", "in", self.ids) & Domain("is_missing", "=", True),
                ["forecast_id"],
                ["__count"],
            )
        )
        for forecast in self:
            forecast.missing_count = counts.get(forecast._origin, 0)

    def _get_setting(self):
        return self.company_id._crm_period_setting()

    def _get_span(self):
        return span_at(self.kind, self.date_start, self._get_setting())

    # CRUD
    @api.model_create_multi
    def create(self, vals_list):
        forecasts = super().create([self._align(vals) for vals in vals_list])
        # sudo: who is to forecast is the same for whoever begins it
        forecasts.sudo()._ensure_lines()
        return forecasts

    @api.model
    def _align(self, vals):
        """Begin on the first day of the period, whichever day was entered."""
        forecast = self.new(self._add_missing_default_values(vals))
        return vals | {"date_start": forecast._get_span().start}

    def write(self, vals):
        if self.env.context.get("crm_forecast_locking") is not LOCKING:
            self._check_open()
            if {"company_id", "kind", "date_start", "state"} & vals.keys():
                raise UserError(self.env._("What a forecast is about stays. Make another one."))
        return super().write(vals)

    def _check_open(self):
        """:raise UserError: a forecast is locked"""
        for forecast in self:
            if forecast.state == "locked":
                raise UserError(
                    self.env._(
                        "%(forecast)s is locked: nobody changes it any more.",
                        forecast=forecast.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        self._check_open()
        submissions = self.env["crm.sales.forecast.submission"].sudo()  # sudo: of whomever
        if submissions.search_count([("forecast_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A forecast to which somebody has submitted cannot be deleted.")
            )

    # who forecasts
    @api.model
    def _get_current(self, company):
        """Return the forecast of the running period; it is made if it is not there."""
        kind, day = company.crm_forecast_period, company._crm_today()
        start = span_at(kind, day, company._crm_period_setting()).start
        found = self.search(
            [("company_id", "=", company.id), ("kind", "=", kind), ("date_start", "=", start)]
        )
        return found or self.create({"company_id": company.id, "kind": kind, "date_start": start})

    def _ensure_lines(self):
        """Make the lines of the company, its teams and persons that are not there yet."""
        lines = self.env["crm.sales.forecast.line"]
        for forecast in self.filtered(lambda forecast: forecast.state == "open"):
            known = {(line.team_id.id, line.user_id.id) for line in forecast.line_ids}
            wanted = forecast._get_places() - known
            lines.create(
                [
                    forecast._prepare_line(*place)
                    for place in sorted(wanted, key=lambda place: (bool(place[1]), place))
                ]
            )

    def _prepare_line(self, team, user):
        breakdown = "user" if user else "team" if team else "company"
        return {
            "forecast_id": self.id,
            "breakdown": breakdown,
            "team_id": team,
            "user_id": user,
        }

    def _get_places(self):
        """Return ``{(team, person)}`` by ids: members of teams, and whose deals count."""
        own = Domain("crm_team_id.company_id", "=", self.company_id.id)
        # a team of no company: its members forecast where they work
        shared = Domain("crm_team_id.company_id", "=", False) & Domain(
            "user_id.company_id", "=", self.company_id.id
        )
        members = self.env["crm.team.member"].search(
            (own | shared)
            & Domain("user_id.company_ids", "in", self.company_id.ids)
            & Domain("user_id.active", "=", True)
        )
        pairs = {(member.crm_team_id.id, member.user_id.id) for member in members}
        pairs |= {(part.team, part.user) for part in self._get_deals()}
        teams = {(team, False) for team, _user in pairs if team}
        return {(False, False), *teams, *((team, user) for team, user in pairs if user)}

    def _get_report_lines(self):
        """Return the lines that the reader may read, from the company down."""
        return self.env["crm.sales.forecast.line"].search([("forecast_id", "=", self.id)])

    # actions
    @api.model
    def open_page(self):
        """Open what the reader has to do: the own forecast, or that of the team or company."""
        self.check_access("read")
        # sudo: reading may begin the running period; what is shown is read as the reader
        forecast = self.sudo()._get_current(self.env.company)
        forecast._ensure_lines()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_forecast_line_action"
        )
        context = {"search_default_current": 1}
        if self.env.user.has_group("crm_sales.group_sales_team"):
            return action | {"context": context}
        mine = self.env["crm.sales.forecast.line"].search(
            [("forecast_id", "=", forecast.id), ("user_id", "=", self.env.uid)]
        )
        if len(mine) == 1:
            form = self.env.ref("crm_sales.crm_sales_forecast_line_view_form")
            return action | {"res_id": mine.id, "views": [(form.id, "form")], "context": {}}
        return action | {"context": context}

    def action_open_lines(self):
        """Open who forecasts what in this period."""
        self.ensure_one()
        # sudo: whoever joined a team is to forecast as well; read is as the reader
        self.sudo()._ensure_lines()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_forecast_line_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("forecast_id", "=", self.id)],
            "context": {},
        }

    def action_open_missing(self):
        """Open who has not submitted."""
        action = self.action_open_lines()
        return action | {"context": {"search_default_missing": 1}}
