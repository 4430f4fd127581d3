from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

LOCK_KEY = 1904_2026  # first key of the advisory lock of a company's snapshots
# a snapshot that is taken later has seen more of the next day than the first hours of its night
LATE_AFTER = timedelta(hours=6)
CATCH_UP = 400  # days that are noted as missed, at most


class CrmSalesPipelineDay(models.Model):
    """A day of a company, and whether the pipeline as it was at its end is known.

    The system alone writes it, a job each night. A day on which no job ran is missed: nobody
    knows any more how the pipeline stood then, so nothing is made up. The last day is caught
    up with, as late, for what happened since is in it.
    """

    _name = "crm.sales.pipeline.day"
    _description = "Day of the Pipeline"
    _order = "date desc, id desc"
    _rec_name = "date"
    _log_access = False

    date = fields.Date(required=True, readonly=True, help="By the clock of the company.")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    state = fields.Selection(
        [("taken", "Taken"), ("late", "Taken Late"), ("missed", "Missed")],
        required=True,
        readonly=True,
        help="Taken late: what happened in the first hours of the next day is in it.",
    )
    taken_on = fields.Datetime(readonly=True)
    change_count = fields.Integer(
        "Changes", readonly=True, help="Opportunities that were new or otherwise than before."
    )

    _day_uniq = models.UniqueIndex("(company_id, date)")
    _order_idx = models.Index("(date DESC, id DESC)")

    @api.model
    def _cron_take(self):
        """Take the snapshot of yesterday, of each company by its own clock.

        A company is one transaction: a worker that is killed leaves whole days, and the next
        run takes the rest. A day is taken once, so that running twice changes nothing.
        """
        commit = self.env["ir.cron"]._commit_progress
        companies = self.env["res.company"].search([("active", "=", True)], order="id")
        left = len(companies)
        commit(remaining=left)
        for company in companies:
            if self._take(company):
                self._thin(company)
            left -= 1
            if not commit(1, remaining=left):
                break

    @api.model
    def _begin(self):
        """Record how the pipelines of all companies stand, when the addon is installed."""
        for company in self.env["res.company"].search([("active", "=", True)], order="id"):
            self._take(company)

    @api.model
    def _take(self, company, day=None):
        """Record how the pipeline of ``company`` stands, as that of ``day``; once per day.

        :param day: by default yesterday
        :return: the day, empty if it was taken before or another worker is about it
        """
        day = day or company._crm_today() - timedelta(days=1)
        last = self._get_last(company)
        if not self._lock(company) or (last and last.date >= day):
            return self.browse()
        count = self.env["crm.sales.pipeline.snapshot"]._write_changes(company, day, last.date)
        now = self.env.cr.now().replace(microsecond=0)
        self._note_missed(company, last, day)
        taken = self.create(
            {
                "date": day,
                "company_id": company.id,
                "state": "late" if self._is_late(company, day, now) else "taken",
                "taken_on": now,
                "change_count": count,
            }
        )
        self.env["crm.sales.pipeline.total"]._sum_up(taken)
        return taken

    def _lock(self, company):
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_KEY, company.id)
        return self.env.execute_query(query)[0][0]

    def _get_last(self, company):
        """Return the last day of ``company`` that was taken."""
        return self._get_taken(company, fields.Date.to_date("9999-12-31"))

    @api.model
    def _get_taken(self, company, day):
        """Return the last day up to ``day`` of which the pipeline is known."""
        return self.search(
            [("company_id", "=", company.id), ("date", "<=", day), ("state", "!=", "missed")],
            order="date desc",
            limit=1,
        )

    @api.model
    def _get_first(self, company):
        """Return the first day of which the pipeline is known."""
        return self.search(
            [("company_id", "=", company.id), ("state", "!=", "missed")], order="date", limit=1
        )

    def _is_late(self, company, day, now):
        _start, stop = utc_bounds(Period(day, day), company._crm_tz())
        return now > stop + LATE_AFTER

    def _note_missed(self, company, last, day):
        """Say of the days between ``last`` and ``day`` that nobody knows them."""
        if not last:
            return
        gap = min((day - last.date).days - 1, CATCH_UP)
        self.create(
            [
                {
                    "date": day - timedelta(days=number),
                    "company_id": company.id,
                    "state": "missed",
                }
                for number in range(1, gap + 1)
            ]
        )

    def _get_totals(self):
        return self.env["crm.sales.pipeline.total"].search([("day_id", "in", self.ids)])

    def action_open_pipeline(self):
        """Open the pipeline as it was at the end of the day."""
        self.ensure_one()
        return self.env["crm.sales.pipeline.snapshot"]._get_as_of_action(self.date)

    # retention
    @api.model
    def _thin(self, company):
        """Forget what is older than the setting says, but the ends of the months.

        What is left stays exact: a row goes only when no day that is kept lies in it.
        """
        days = company.crm_pipeline_days
        if not days:
            return
        limit = company._crm_today() - timedelta(days=days)
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                DELETE FROM crm_sales_pipeline_day day
                 WHERE day.company_id = %(company)s AND day.date < %(limit)s
                   AND (day.state = 'missed' OR EXISTS (
                       SELECT FROM crm_sales_pipeline_day later
                        WHERE later.company_id = day.company_id AND later.state <> 'missed'
                          AND later.date > day.date
                          AND later.date < date_trunc('month', day.date) + interval '1 month'))
                RETURNING id
                """,
                company=company.id,
                limit=limit,
            )
        )
        self.env["crm.sales.pipeline.snapshot"]._thin(company, limit)
        self.invalidate_model()
