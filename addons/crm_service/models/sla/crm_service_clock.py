from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.sla import (
    ROUND_THE_CLOCK,
    ClockError,
    check_calendar,
    compile_round_the_clock,
    fold,
    next_moment,
    read,
)
from .crm_service_team import YEARS

STATES = [
    ("not_started", "Not Started"),
    ("running", "Running"),
    ("paused", "Paused"),
    ("met", "Met"),
    ("missed", "Missed"),
    ("ended", "Ended"),
]


class CrmServiceClock(models.Model):
    """The clock of a policy on a ticket: what the replay of the ticket's log says.

    Written by the system alone. The figures always equal ``tools.sla.replay`` of the log.
    """

    _name = "crm.service.clock"
    _description = "SLA Clock"
    _order = "deadline, id"
    _log_access = False

    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", readonly=True
    )
    sla_id = fields.Many2one(
        "crm.service.sla", "Policy", required=True, ondelete="restrict", readonly=True
    )
    target = fields.Selection(related="sla_id.target", store=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    # what it shows
    state = fields.Selection(STATES, required=True, readonly=True, default="not_started")
    started_at = fields.Datetime(readonly=True)
    deadline = fields.Datetime(readonly=True)
    reached_at = fields.Datetime(readonly=True)
    breached_at = fields.Datetime("Breached On", readonly=True)
    elapsed = fields.Integer("Used (s)", readonly=True, help="Working seconds.")
    remaining = fields.Integer("Left (s)", readonly=True, help="Working seconds.")
    is_breached = fields.Boolean("Breached", readonly=True)
    rounds_met = fields.Integer(readonly=True)
    rounds_missed = fields.Integer(readonly=True)
    # what the sweep works with
    next_at = fields.Datetime(readonly=True)
    handled_until = fields.Datetime(readonly=True)

    _ticket_sla_uniq = models.UniqueIndex("(ticket_id, sla_id)")
    _sla_idx = models.Index("(sla_id)")
    _next_idx = models.Index("(next_at, id) WHERE next_at IS NOT NULL")
    _deadline_idx = models.Index("(deadline, id) WHERE deadline IS NOT NULL")

    # calendars
    @api.model
    def _check_calendar(self, calendar):
        """:raise ValidationError: ``calendar`` has no hours that a deadline could count"""
        spec = self.env["crm.workday"]._prepare_spec(
            calendar.company_id or self.env.company, calendar, date.today(), date.today()
        )
        try:
            check_calendar(spec)
        except ClockError as error:
            raise ValidationError(
                self.env._(
                    "%(calendar)s has no fixed hours, so no deadline can be counted by it.",
                    calendar=calendar.display_name,
                )
            ) from error

    def _compile(self, moment):
        """Return ``{key: WorkCalendar}`` for this clock, from two days before ``moment``."""
        if self.sla_id.around_the_clock:
            start = (moment - timedelta(days=2)).date()
            end = date(fields.Date.today().year + YEARS, 12, 31)
            return {ROUND_THE_CLOCK: compile_round_the_clock(start, end)}
        team = self.ticket_id.team_id
        return {None: team._compile_hours(moment, self.sla_id.resource_calendar_id)}

    # the log
    def _entries(self):
        """Return the log of the ticket as the engine reads it, in its order."""
        return self.ticket_id._get_log(self.sla_id)

    def _replay(self, now):
        """Return the engine's ``Clock`` at ``now`` (naive UTC)."""
        self.ensure_one()
        entries = self._entries()
        calendars = self._compile(entries[0].moment)
        policy = self.sla_id._to_policy()
        now = max(now, entries[-1].moment)
        return read(fold(entries, policy, calendars), policy, calendars, now)

    def _refresh(self):
        """Write what the replay of each ticket's log says now."""
        now = fields.Datetime.now()
        for clock in self:
            shown = clock._replay(now)
            policy = clock.sla_id._to_policy()
            clock.write(
                {
                    "state": shown.state,
                    "started_at": shown.started_at,
                    "deadline": shown.deadline,
                    "reached_at": shown.reached_at,
                    "breached_at": shown.breached_at,
                    "is_breached": bool(shown.breached_at or shown.rounds_missed),
                    "elapsed": shown.elapsed,
                    "remaining": shown.remaining or 0,
                    "rounds_met": shown.rounds_met,
                    "rounds_missed": shown.rounds_missed,
                    "next_at": next_moment(
                        [(shown, policy)], clock.handled_until or shown.started_at or now
                    )
                    if shown.state == "running"
                    else False,
                }
            )
