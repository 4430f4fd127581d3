from collections import defaultdict
from dataclasses import replace

import pytz

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.work_calendar import WorkCalendarError

from ...tools.replay import (
    Outcome,
    change_log,
    change_policy,
    summarize,
    verdict_of,
    with_hours_of,
)
from ...tools.sla import ALWAYS, ROUND_THE_CLOCK, fold, happenings, read, to_values

OTHER = "what_if"


class CrmServiceReplay(models.Model):
    """The clocks of the period, as they are kept and as they would be."""

    _inherit = "crm.service.replay"

    def _replay_clocks(self, clocks):
        """Return the values of the outcomes of ``clocks``."""
        lines = {line.sla_id: line for line in self.policy_ids}
        kept, compiled = self._get_outcomes(clocks), {}
        prepare = self.env["crm.service.replay.outcome"]._prepare
        return [
            {"replay_id": self.id}
            | prepare(
                clock,
                self._get_month(clock.ticket_id.date_opened),
                kept[clock],
                self._replay_clock(lines[clock.sla_id], clock, self.date_begun, compiled)[1],
            )
            for clock in clocks
        ]

    # as it is
    def _get_outcomes(self, clocks):
        """Return ``{clock: Outcome}`` of what is stored."""
        escalations = self.env["crm.service.escalation"]
        warned = escalations._read_group(
            [("clock_id", "in", clocks.ids), ("kind", "=", "warning")], ["clock_id"]
        )
        warned = {clock.id for [clock] in warned}
        return {
            clock: Outcome(
                verdict_of(clock.state, clock.is_breached),
                clock.elapsed if clock.reached_at else None,
                clock.id in warned,
            )
            for clock in clocks
        }

    # as it would be
    def _replay_clock(self, line, clock, now, compiled):
        """Return the engine's ``Clock`` under ``line``, and its ``Outcome``.

        :param compiled: ``{(calendar, days): WorkCalendar}``, filled as it goes
        """
        log, calendars = self._get_changed_log(line, clock.ticket_id, compiled)
        policy = change_policy(line.sla_id._to_policy(), line._get_change())
        now = max(now, log[-1].moment)
        try:
            shown = read(fold(log, policy, calendars), policy, calendars, now)
            dues = happenings(log, policy, calendars, log[0].moment, now)
        except WorkCalendarError as error:
            raise UserError(
                self.env._(
                    "%(sla)s: with these hours a deadline of %(ticket)s lies after the last day "
                    "that is known. Promise a shorter time.",
                    sla=line.sla_id.name,
                    ticket=clock.ticket_id.display_name,
                )
            ) from error
        is_breached = bool(shown.breached_at or shown.rounds_missed)
        return shown, Outcome(
            verdict_of(shown.state, is_breached),
            shown.elapsed if shown.reached_at else None,
            any(not due.is_breach for due in dues),
        )

    def _get_changed_log(self, line, ticket, compiled):
        """Return (log, ``{key: WorkCalendar}``) of ``ticket`` under ``line``."""
        log = ticket._get_log(line.sla_id)
        other = line._has_other_hours() and line._get_other_calendar()
        change = line._get_change()
        if other:
            log = change_log(log, replace(change, calendar=OTHER))
            return log, {OTHER: self._compile_other(other, log[0].moment, compiled)}
        if line._has_other_hours():
            log = with_hours_of(log, ticket._get_log())
        return change_log(log, change), ticket._get_calendars(log)

    def _compile_other(self, calendar, moment, compiled):
        """Return the ``WorkCalendar`` of ``calendar``, or of all hours, from ``moment`` on."""
        hours = self.env["crm.service.hours"]
        key = (calendar, hours._span(moment))
        if key not in compiled:
            compiled[key] = hours._compile_values(self._read_other(calendar), *key[1])
        return compiled[key]

    def _read_other(self, calendar):
        if calendar == ROUND_THE_CLOCK:
            return to_values(ALWAYS)
        calendar = self.env["resource.calendar"].browse(calendar)
        return self.env["crm.service.sla"]._read_calendar(self.company_id, calendar)

    # keeping
    def _get_month(self, moment):
        zone = pytz.timezone(self._get_zone())
        return pytz.utc.localize(moment).astimezone(zone).date().replace(day=1)

    def _keep_figures(self, pairs):
        """Keep a line per policy and month, and one per policy for the whole period.

        :param pairs: [(policy id, month, ``Outcome`` as it is, as it would be)]
        """
        groups = defaultdict(list)
        for sla, month, before, after in pairs:
            groups[sla, month].append((before, after))
            groups[sla, False].append((before, after))
        self.env["crm.service.replay.figure"].create(
            [
                {"replay_id": self.id, "sla_id": sla, "month": month}
                | self._prepare_figures("", [before for before, _after in found])
                | self._prepare_figures("new_", [after for _before, after in found])
                for (sla, month), found in groups.items()
            ]
        )

    def _prepare_figures(self, prefix, outcomes):
        found = summarize(outcomes)
        values = {
            "ticket_count": found.count,
            "met_count": found.met,
            "breached_count": found.breached,
            "warned_count": found.warned,
            "rate": found.rate or 0,
            "rate_low": found.low,
            "rate_high": found.high,
            "median_hours": (found.seconds or 0) / 3600,
        }
        if prefix:
            del values["ticket_count"]
        return {prefix + name: value for name, value in values.items()}

    def _keep_tickets(self):
        """Keep a line per promise with another verdict, in one statement: there may be many."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_service_replay_ticket (
                    replay_id, ticket_id, sla_id, month, verdict, new_verdict, hours, new_hours)
                SELECT replay_id, ticket_id, sla_id, month, verdict, new_verdict,
                       GREATEST(seconds, 0) / 3600.0, GREATEST(new_seconds, 0) / 3600.0
                  FROM crm_service_replay_outcome
                 WHERE replay_id = %s AND verdict <> new_verdict
                 ORDER BY clock_id
                """,
                self.id,
            )
        )
        self.env["crm.service.replay.ticket"].invalidate_model()
        self.invalidate_recordset(["ticket_ids"])
