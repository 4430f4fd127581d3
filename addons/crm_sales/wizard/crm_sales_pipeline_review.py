from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer.tools.kpi.period import Period, period_at, previous_period

PERIODS = [
    ("month", "This Month"),
    ("last_month", "Last Month"),
    ("quarter", "This Quarter"),
    ("last_quarter", "Last Quarter"),
    ("year", "This Year"),
    ("custom", "Other Days"),
]
WINDOWS = [
    ("all", "All Closing Dates"),
    ("period", "Closing in the Period"),
    ("quarter", "Closing This Quarter"),
    ("next_quarter", "Closing Next Quarter"),
    ("year", "Closing This Year"),
]


class CrmSalesPipelineReview(models.TransientModel):
    """What is looked at in a pipeline review: which days, which closing dates, whose."""

    _name = "crm.sales.pipeline.review"
    _description = "Pipeline Review"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    period = fields.Selection(PERIODS, required=True, default="quarter")
    date_start = fields.Date("From", compute="_compute_dates", store=True, readonly=False)
    date_stop = fields.Date("Until", compute="_compute_dates", store=True, readonly=False)
    window = fields.Selection(WINDOWS, "Closing Dates", required=True, default="all")
    team_id = fields.Many2one("crm.team", "Sales Team")
    user_id = fields.Many2one("res.users", "Salesperson")

    @api.depends("period", "company_id")
    def _compute_dates(self):
        for review in self:
            if review.period != "custom" or not (review.date_start and review.date_stop):
                days = review._get_period(review.period or "quarter")
                review.date_start, review.date_stop = days

    def _get_period(self, name):
        """Return the ``Period`` of a name of ``PERIODS`` or ``WINDOWS``, seen from today."""
        company = self.company_id or self.env.company
        today, setting = company._crm_today(), company._crm_period_setting()
        kind = {"custom": "quarter"}.get(name, name.removeprefix("last_").removeprefix("next_"))
        days = period_at(kind, today, setting)
        if name.startswith("last_"):
            return previous_period(kind, days, setting)
        if name.startswith("next_"):
            return period_at(kind, days.stop + timedelta(days=1), setting)
        return days

    # from the screen
    @api.model
    def _from_filters(self, filters):
        """Return a review of what the screen asks for; what it does not say is as usual.

        :param filters: ``{period, date_start, date_stop, window, team_id, user_id}``
        :raise UserError: the days are none
        """
        filters = filters or {}
        values = {
            name: filters[name]
            for name, choice in (("period", PERIODS), ("window", WINDOWS))
            if filters.get(name) in dict(choice)
        }
        for name in ("team_id", "user_id"):
            values[name] = int(filters.get(name) or 0) or False
        if values.get("period") == "custom":
            for name in ("date_start", "date_stop"):
                values[name] = self._read_day(filters.get(name))
            if not values["date_start"] or not values["date_stop"]:
                del values["date_start"], values["date_stop"]
            elif values["date_start"] > values["date_stop"]:
                raise UserError(self.env._("The period ends before it begins."))
        return self.new({"company_id": self.env.company.id, **values})

    def _read_day(self, text):
        try:
            return fields.Date.to_date(text)
        except ValueError as error:
            raise UserError(self.env._("%(text)s is no date.", text=text)) from error

    def _to_filters(self):
        return {
            "period": self.period,
            "window": self.window,
            "date_start": fields.Date.to_string(self.date_start),
            "date_stop": fields.Date.to_string(self.date_stop),
            "team_id": self.team_id.id or False,
            "user_id": self.user_id.id or False,
        }

    # what the engines ask for
    def _get_scope(self):
        """Return the scope of the funnel, see ``crm.sales.stage.log``."""
        return {
            "company": self.company_id.id,
            "start": self.date_start,
            "stop": self.date_stop,
            "team": self.team_id.id or None,
            "user": self.user_id.id or None,
        }

    def _get_window(self):
        """Return the ``Period`` of closing dates that is looked at, None for all."""
        if self.window == "all":
            return None
        if self.window == "period":
            return Period(self.date_start, self.date_stop)
        return self._get_period(self.window)

    def _get_story(self):
        """Return the story of the waterfall, see ``crm.sales.pipeline.snapshot``.

        From the end of the day before the period to its end, as far as the days are known:
        None when there are not two of them.
        """
        days = self.env["crm.sales.pipeline.day"]
        before = self.date_start - timedelta(days=1)
        opening = days._get_taken(self.company_id, before) or days._get_first(self.company_id)
        closing = days._get_taken(self.company_id, self.date_stop)
        if not opening or not closing or opening.date >= closing.date:
            return None
        window = self._get_window()
        return {
            "company": self.company_id.id,
            "opening": opening.date,
            "closing": closing.date,
            "start": window and window.start,
            "stop": window and window.stop,
            "team": self.team_id.id or None,
            "user": self.user_id.id or None,
        }
