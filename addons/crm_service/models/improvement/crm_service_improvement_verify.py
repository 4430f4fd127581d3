import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

from ...tools.improvement import steps
from ...tools.improvement.verdict import BETTER, EARLY, Count, judge_means, judge_rates

_logger = logging.getLogger(__name__)
DAY = timedelta(days=1)
WEEK = 7
THOUSAND = 1000
# how often the time is lengthened where there is too little to tell
ROUNDS = 4
BATCH = 50


class CrmServiceImprovement(models.Model):
    """Whether an improvement has helped: as many days after the release as before it."""

    _inherit = "crm.service.improvement"

    check_ids = fields.One2many(
        "crm.service.improvement.check", "improvement_id", "Checks", readonly=True
    )
    check_count = fields.Integer("Number of Checks", compute="_compute_check_count")

    @api.depends("check_ids")
    def _compute_check_count(self):
        self._set_counts("check_count", "crm.service.improvement.check")

    def _plan_check(self, released):
        """Note the release, and when its time is over; called in sudo."""
        due = released + timedelta(days=self.window_days + 1)
        self.write({"date_released": released, "date_check": due, "verdict": False})

    # the windows
    def _get_round(self, today):
        """Return how many times the days compared have passed since the release, 1 at least."""
        passed = (today - self.date_released).days - 1
        return min(max(1, passed // self.window_days), ROUNDS)

    def _get_windows(self, today):
        """Return the ``Period`` before and after the release, and whether the later is over.

        The day of the release is in neither: it is a little of both.
        """
        days = timedelta(days=self.window_days * self._get_round(today) - 1)
        before = Period(self.date_released - DAY - days, self.date_released - DAY)
        after = Period(self.date_released + DAY, self.date_released + DAY + days)
        return before, after, after.stop < today

    # the figures
    def _judge(self, today):
        """Return (``Result``, count before, count after); called in sudo."""
        before, after, is_full = self._get_windows(today)
        if not is_full:
            after = Period(after.start, max(after.start, today - DAY))
        if self.measure == "kpi":
            days = [self._get_daily(window) for window in (before, after)]
            result = judge_means(
                *days, less_is_better=self.kpi_id.direction == "less", is_full=is_full
            )
            return result, len(days[0]), len(days[1])
        counts = [
            Count(self._count_tickets(window), self._get_exposure(window))
            for window in (before, after)
        ]
        return judge_rates(*counts, is_full=is_full), counts[0].events, counts[1].events

    def _count_tickets(self, window):
        start, stop = utc_bounds(window, self.company_id._crm_tz())
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("merged_into_id", "=", False)
            & Domain("date_opened", ">=", start)
            & Domain("date_opened", "<", stop)
        )
        if self.category_id:
            domain &= Domain("category_id", "child_of", self.category_id.ids)
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        return self.env["crm.service.ticket"].search_count(domain)

    def _get_exposure(self, window):
        """Return the weeks of ``window``, or the thousands of orders confirmed in it."""
        if self.exposure == "orders":
            return self.env["crm.kpi"]._count_orders(window, self.company_id) / THOUSAND
        return ((window.stop - window.start).days + 1) / WEEK

    def _get_daily(self, window):
        """Return the figures of the days of ``window``; days without any are left out."""
        days = [
            Period(day, day)
            for day in (
                window.start + timedelta(days=number)
                for number in range((window.stop - window.start).days + 1)
            )
        ]
        breakdown, keys = self._get_breakdown()
        figures = self.kpi_id._get_figures(days, self.company_id, breakdown, keys)
        empty = self.kpi_id._get_empty_value()
        key = keys[0] if keys else False
        found = [figures.get((number, key), (empty, 0))[0] for number in range(len(days))]
        return [value for value in found if value is not None]

    def _get_breakdown(self):
        """Return the breakdown of the KPI and its key, None: of the company."""
        if self.kpi_team_id:
            return "service_team", self.kpi_team_id.ids
        if self.kpi_product_id:
            return "product", self.kpi_product_id.ids
        return "company", None

    @api.constrains("kpi_id", "kpi_team_id", "kpi_product_id")
    def _check_breakdown(self):
        for improvement in self.filtered("kpi_id"):
            breakdown, _keys = improvement._get_breakdown()
            if not improvement.kpi_id._can_break_down(breakdown):
                raise UserError(
                    self.env._(
                        "%(kpi)s is not known by product or team like that.",
                        kpi=improvement.kpi_id.name,
                    )
                )

    # the verdict
    def action_verify(self):
        """Compare now; before the time is over it is too early for a verdict.

        :raise UserError: it is not released
        """
        self._check_may_improve()
        for improvement in self:
            if improvement.state != steps.RELEASED:
                raise UserError(
                    self.env._("%(name)s is not released.", name=improvement.display_name)
                )
            # sudo: figures are counted whoever asks, and the log is nobody's to write
            improvement.sudo()._verify()
        return len(self) == 1 and self.action_view_checks()

    def _verify(self):
        """Compare, note it, and close, reopen or wait; called in sudo."""
        today = self.company_id._crm_today()
        result, before_count, after_count = self._judge(today)
        before, after, is_full = self._get_windows(today)
        check = self.env["crm.service.improvement.check"].create(
            {
                "improvement_id": self.id,
                "date": fields.Datetime.now(),
                "measure": self.measure,
                "kpi_id": self.measure == "kpi" and self.kpi_id.id,
                "exposure": self.measure == "tickets" and self.exposure,
                "date_released": self.date_released,
                "date_from": before.start,
                "date_to": after.stop if is_full else min(after.stop, today - DAY),
                "before_count": before_count,
                "after_count": after_count,
                "is_target_reached": self._is_target_reached(result),
                **result._asdict(),
            }
        )
        self.verdict = result.verdict
        self._follow_verdict(check, is_full, today)
        return check

    def _is_target_reached(self, result):
        if not self.target or result.verdict == EARLY:
            return False
        less = self.measure == "tickets" or self.kpi_id.direction == "less"
        return result.after <= self.target if less else result.after >= self.target

    def _follow_verdict(self, check, is_full, today):
        if check.verdict == BETTER:
            self._close_verified()
        elif check.verdict != EARLY:
            self._reopen(check)
        elif is_full:
            self._wait_longer(today)

    def _wait_longer(self, today):
        """Compare more days, up to a few times; then people have to look."""
        done = self._get_round(today)
        if done < ROUNDS:
            days = self.window_days * (done + 1) + 1
            self.date_check = self.date_released + timedelta(days=days)
            return
        self.date_check = False
        localised = self._localised().env
        self._call_manager(
            localised._("Too little to tell"),
            localised._(
                "Too little happened for a verdict: choose another measure, or accept it without."
            ),
        )

    def _reopen(self, check):
        """Look at the problem once more; what was compared is kept."""
        says = dict(check._fields["verdict"]._description_selection(self._localised().env))
        self.write({"state": steps.ANALYSED, "reopen_count": self.reopen_count + 1})
        self.verdict = check.verdict
        note = self._localised().env._(
            "%(verdict)s since the release on %(date)s: %(range)s. The improvement is open again.",
            verdict=says[check.verdict],
            date=check.date_released,
            range=check.range_text,
        )
        self._call_manager(self._localised().env._("It did not help"), note)

    def _localised(self):
        return self.with_context(lang=self._get_manager().lang or self.env.lang)

    def _get_manager(self):
        return self.user_id or self.proposer_id

    def _call_manager(self, summary, note):
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=note,
            user_id=self._get_manager().id,
        )

    @api.model
    def _cron_verify(self):
        """Verify what is due, each in a transaction of its own."""
        today = fields.Date.today() + DAY  # the day ends where the company is
        due = Domain("date_check", "<=", today) & Domain("state", "=", steps.RELEASED)
        found = self.search(due, order="date_check, id").filtered(
            lambda improvement: improvement.date_check <= improvement.company_id._crm_today()
        )
        self.env["ir.cron"]._commit_progress(remaining=len(found))
        for improvement in found[:BATCH]:
            if improvement.try_lock_for_update().filtered("date_check"):
                improvement._try_to_verify()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _try_to_verify(self):
        """Verify; one that cannot be computed does not hold up those after it."""
        try:
            with self.env.cr.savepoint():
                self._verify()
        except OperationalError:
            raise
        except Exception as error:
            _logger.exception("%s: could not be verified", self)
            self.date_check = self.date_check + timedelta(days=1)
            self._message_log(
                body=self.env._("This could not be verified: %(error)s", error=str(error))
            )
