from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

ACTIVITY = "crm_sales.mail_activity_type_forecast"


class CrmSalesForecastLine(models.Model):
    """Whoever has not submitted is told on the working day before the due weekday, once."""

    _inherit = "crm.sales.forecast.line"

    @api.model
    def _cron_remind(self):
        """Plan the activities of today; twice changes nothing. A company is a transaction."""
        commit = self.env["ir.cron"]._commit_progress
        companies = self.env["res.company"].search([("crm_forecast_weekday", "!=", False)])
        commit(remaining=len(companies))
        for company in companies:
            self._remind(company)
            if not commit(1):
                break

    @api.model
    def _remind(self, company):
        today = company._crm_today()
        due = self._get_due_day(company, today)
        forecasts = self.env["crm.sales.forecast"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("date_start", "<=", today),
                ("date_stop", ">=", today),
            ]
        )
        if not due or not forecasts:
            return
        forecasts._ensure_lines()
        lines = self.search(
            self._domain_of_missing(company) & Domain("forecast_id", "in", forecasts.ids)
        )
        waiting = lines.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(ACTIVITY)
        )
        told = set(waiting.mapped("res_id"))
        for line in lines.filtered(lambda line: line.id not in told and line.user_id.active):
            localised = line.with_context(lang=line.user_id.lang)
            line.activity_schedule(
                ACTIVITY,
                due,
                summary=localised.env._(
                    "Submit the forecast for %(period)s by %(day)s",
                    period=localised.forecast_id.name,
                    day=format_date(localised.env, due),
                ),
                user_id=line.user_id.id,
            )

    @api.model
    def _get_due_day(self, company, today):
        """Return the due day if ``today`` is the working day before it, or the day itself."""
        ahead = (int(company.crm_forecast_weekday) - today.weekday()) % 7
        due = today.fromordinal(today.toordinal() + ahead)
        if not ahead:
            return due
        calendar = self.env["crm.workday"]._compiled(company, start=today, end=due)
        before = today.fromordinal(due.toordinal() - 1)
        # no working day lies between today and the day before it is due
        return due if not calendar.working_days_between(today, before) else None

    def _end_reminders(self):
        """What was to be submitted is submitted."""
        self.activity_unlink([ACTIVITY])
