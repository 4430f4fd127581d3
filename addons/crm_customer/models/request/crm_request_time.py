from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.request.answer_time import answer_days, answer_hours, due_day
from .crm_request_department import OPEN_STATES

# what the system measures
MEASURED = {"readonly": True, "copy": False}
AVERAGED = MEASURED | {"aggregator": "avg"}


class CrmRequest(models.Model):
    """Days and hours of a question, counted in the working time of the company."""

    _inherit = "crm.request"

    date_asked = fields.Datetime(
        "Asked On", required=True, readonly=True, copy=False, default=fields.Datetime.now
    )
    date_due = fields.Date(
        "Due",
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
        help="A working day of the company; empty: after the days of the department.",
    )
    date_answered = fields.Datetime("Answered On", **MEASURED)
    date_closed = fields.Datetime("Closed On", **MEASURED)
    date_escalated = fields.Datetime("Escalated On", **MEASURED)
    answer_hours = fields.Float(
        "Hours to Answer",
        **AVERAGED,
        help="Working hours from the question to the answer, also after it was reopened.",
    )
    answer_days = fields.Integer(
        "Days to Answer",
        **AVERAGED,
        help="Working days after the day of the question. 0: on the same day.",
    )
    is_on_time = fields.Boolean("On Time", help="Answered on the due day or before.", **MEASURED)
    on_time_rate = fields.Float(
        "On Time (%)",
        **AVERAGED,
        help="100 when answered on time, 0 when late: the average is the share on time.",
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue", search="_search_is_overdue")

    @api.depends("department_id")
    def _compute_date_due(self):
        for request in self:
            if request.department_id and request.state in (False, *OPEN_STATES):
                request.date_due = request._get_due_day()

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        for request in self:
            request.is_overdue = (
                request.state in OPEN_STATES
                and bool(request.date_due)
                and request.date_due < request._get_today()
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        # a day ends by the clock of the company that answers
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("state", "in", OPEN_STATES)
            & Domain("date_due", "<", self._get_today(company))
            for company in self.env["res.company"].sudo().search([])
        )

    # working time
    def _get_zone(self, company=None):
        """Return the time zone in which the days of the company that answers end."""
        # sudo: when people work is no secret
        company = (company or self.company_id or self.env.company).sudo()
        return company.resource_calendar_id.tz or company.partner_id.tz or "UTC"

    def _get_day(self, moment):
        """Return the day of a ``moment`` in UTC by the clock of the company."""
        local = self.with_context(tz=self._get_zone())
        return fields.Datetime.context_timestamp(local, moment).date()

    def _get_today(self, company=None):
        return fields.Date.context_today(self.with_context(tz=self._get_zone(company)))

    def _get_due_day(self, since=None):
        """Return when an answer is due that is asked for ``since`` (a date, today)."""
        since = since or self._get_today(self.department_id.company_id)
        calendar = self.env["crm.workday"]._compiled(self.department_id.company_id)
        return due_day(calendar, since, self.department_id.answer_days)

    def _settle_due(self):
        """Let every due day be a working day; it lies not before the question.

        :raise UserError: it lies before the question
        """
        for request in self.filtered("date_due"):
            asked = request._get_day(request.date_asked)
            if request.date_due < asked:
                raise UserError(self.env._("An answer cannot be due before it was asked for."))
            calendar = self.env["crm.workday"]._compiled(request.company_id, end=request.date_due)
            worked = calendar.next_working_day(request.date_due)
            if worked != request.date_due:
                request.date_due = worked

    def _count_answer(self):
        """Store how long each answer took, from its two moments and the calendar."""
        for request in self.filtered("date_answered"):
            request.write(request._prepare_answered(request.date_answered))

    def _prepare_answered(self, moment):
        """Return the facts of an answer given at ``moment`` (UTC)."""
        self.ensure_one()
        asked, answered = self._get_day(self.date_asked), self._get_day(moment)
        company = self.company_id
        span = {"start": asked - timedelta(days=1), "end": answered + timedelta(days=1)}
        workdays = self.env["crm.workday"]
        days = answer_days(workdays._compiled(company, **span), asked, answered)
        is_on_time = not self.date_due or answered <= self.date_due
        return {
            "answer_days": days,
            "answer_hours": self._get_hours(workdays, company, span, moment, days),
            "is_on_time": is_on_time,
            "on_time_rate": 100.0 if is_on_time else 0.0,
        }

    def _get_hours(self, workdays, company, span, moment, days):
        """Return the worked hours; where no hours are fixed, days of their usual length."""
        hours = company.sudo().resource_calendar_id
        if not hours or hours.flexible_hours or not hours.attendance_ids:
            return days * (hours.hours_per_day or 8)
        calendar = workdays._compiled(company, hours=True, **span)
        return answer_hours(calendar, self.date_asked, moment)
