from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.sla import ClockError, check_calendar, fold, next_moment, read

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
    target = fields.Selection(related="sla_id.target", store=True, precompute=True)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, precompute=True)
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

    def _compile(self, entries):
        """Return ``{key: WorkCalendar}`` of each key that the log of this clock names."""
        return self.ticket_id._get_calendars(entries)

    # the log
    def _entries(self):
        """Return the log of the ticket as the engine reads it, in its order."""
        return self.ticket_id._get_log(self.sla_id)

    def _replay(self, now):
        """Return the engine's ``Clock`` at ``now`` (naive UTC)."""
        self.ensure_one()
        return self._read(self.ticket_id, self.sla_id, now)

    @api.model
    def _read(self, ticket, sla, now):
        """Return the engine's ``Clock`` of ``sla`` on ``ticket`` at ``now`` (naive UTC)."""
        entries = ticket._get_log(sla)
        calendars = ticket._get_calendars(entries)
        policy = sla._to_policy()
        now = max(now, entries[-1].moment)
        return read(fold(entries, policy, calendars), policy, calendars, now)

    def _refresh(self):
        """Write what the replay of each ticket's log says now."""
        now = fields.Datetime.now()
        for clock in self:
            shown = clock._replay(now)
            clock.write(self._prepare(shown, clock.sla_id, clock.handled_until, now))

    @api.model
    def _start(self, pairs):
        """Create the clocks of pairs (ticket, policy), with what their replay says now."""
        now = fields.Datetime.now()
        return self.create(
            [
                {"ticket_id": ticket.id, "sla_id": sla.id}
                | self._prepare(self._read(ticket, sla, now), sla, None, now)
                for ticket, sla in pairs
            ]
        )

    @api.model
    def _prepare(self, shown, sla, handled_until, now):
        """Return the values of a clock that shows ``shown``, the engine's ``Clock``."""
        since = handled_until or shown.started_at or now
        is_running = shown.state == "running"
        return {
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
            "next_at": is_running and next_moment([(shown, sla._to_policy())], since),
        }
