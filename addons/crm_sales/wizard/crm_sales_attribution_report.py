from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer.tools.kpi.period import (
    Period,
    period_at,
    previous_period,
    utc_bounds,
)

PERIODS = [
    ("month", "This Month"),
    ("last_month", "Last Month"),
    ("quarter", "This Quarter"),
    ("last_quarter", "Last Quarter"),
    ("year", "This Year"),
    ("last_year", "Last Year"),
    ("custom", "Other Days"),
]
DIMENSIONS = [
    ("campaign", "Campaign"),
    ("channel", "Channel"),
    ("source", "Source"),
    ("medium", "Medium"),
]
MODELS = [
    ("first", "First Touch"),
    ("last", "Last Touch"),
    ("linear", "Linear"),
    ("decay", "Time Decay"),
    ("position", "Position"),
    ("markov", "Markov"),
    ("shapley", "Shapley"),
]
CHOICES = {"period": PERIODS, "dimension": DIMENSIONS, "rule": MODELS}


class CrmSalesAttributionReport(models.TransientModel):
    """What is looked at on the page of attribution: which days, by what, by which model."""

    _name = "crm.sales.attribution.report"
    _description = "Attribution"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    period = fields.Selection(PERIODS, required=True, default="quarter")
    date_start = fields.Date("From", compute="_compute_dates", store=True, readonly=False)
    date_stop = fields.Date("Until", compute="_compute_dates", store=True, readonly=False)
    dimension = fields.Selection(DIMENSIONS, "Broken Down By", required=True, default="campaign")
    rule = fields.Selection(
        MODELS,
        "Model",
        required=True,
        default="linear",
        help="By which return on investment and payback are told.",
    )

    @api.depends("period", "company_id")
    def _compute_dates(self):
        for report in self:
            if report.period != "custom" or not (report.date_start and report.date_stop):
                report.date_start, report.date_stop = report._get_period(report.period)

    def _get_period(self, name):
        """Return the ``Period`` of a name of ``PERIODS``, seen from today."""
        company = self.company_id or self.env.company
        today, setting = company._crm_today(), company._crm_period_setting()
        kind = (name or "quarter").removeprefix("last_")
        kind = "quarter" if kind == "custom" else kind
        days = period_at(kind, today, setting)
        return previous_period(kind, days, setting) if (name or "").startswith("last_") else days

    def _get_window(self):
        return Period(self.date_start, self.date_stop)

    def _get_bounds(self):
        """Return the first moment of the days and the one after them, in UTC."""
        return utc_bounds(self._get_window(), self.company_id._crm_tz())

    # from the screen
    @api.model
    def _from_filters(self, filters):
        """Return a report of what the screen asks for; what it does not say is as usual.

        :param filters: ``{period, date_start, date_stop, dimension, rule}``
        :raise UserError: the days are none
        """
        filters = filters or {}
        values = {
            name: filters[name]
            for name, choice in CHOICES.items()
            if filters.get(name) in dict(choice)
        }
        if values.get("period") == "custom":
            days = [self._read_day(filters.get(name)) for name in ("date_start", "date_stop")]
            if all(days):
                if days[0] > days[1]:
                    raise UserError(self.env._("The period ends before it begins."))
                values["date_start"], values["date_stop"] = days
        return self.new({"company_id": self.env.company.id, **values})

    def _read_day(self, text):
        try:
            return fields.Date.to_date(text)
        except ValueError as error:
            raise UserError(self.env._("%(text)s is no date.", text=text)) from error

    def _to_filters(self):
        return {
            "period": self.period,
            "dimension": self.dimension,
            "rule": self.rule,
            "date_start": fields.Date.to_string(self.date_start),
            "date_stop": fields.Date.to_string(self.date_stop),
        }
