from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.sla import happenings

BATCH = 500


class CrmServiceClock(models.Model):
    """Warnings and breaches as they fall due, each exactly once."""

    _inherit = "crm.service.clock"

    @api.model
    def _cron_sweep(self):
        """Act upon what is due; costs what is newly due, not what runs."""
        left = None
        while True:
            due = self.search(Domain("next_at", "<", fields.Datetime.now()), limit=BATCH)
            due = due.try_lock_for_update()
            if not due:
                return
            if left is None:
                left = self.search_count(Domain("next_at", "<", fields.Datetime.now()))
            left = max(left - len(due), 0)
            due._escalate(fields.Datetime.now())
            if not self.env["ir.cron"]._commit_progress(len(due), remaining=left):
                return

    def _escalate(self, now):
        """Act upon what fell due before ``now``."""
        done = self._get_done()
        found = [
            (clock, due)
            for clock in self
            for due in clock._get_dues(now)
            if (clock.id, due.round, due.before) not in done
        ]
        self.env["crm.service.escalation"].create(
            [clock._prepare_escalation(due, now) for clock, due in found]
        )
        self.env["crm.service.escalation"]._notify(found)
        self._act_on_breaches([clock for clock, due in found if due.is_breach])
        self.handled_until = now
        self._refresh()

    def _get_done(self):
        """Return {(clock, round, seconds before)} of what was acted upon already."""
        escalations = self.env["crm.service.escalation"].search([("clock_id", "in", self.ids)])
        return {(line.clock_id.id, line.round, line.seconds) for line in escalations}

    def _get_dues(self, now):
        """Return what fell due since the clock was looked at last, in order."""
        entries = self._entries()
        since = self.handled_until or self.started_at
        policy = self.sla_id._to_policy()
        return happenings(entries, policy, self._compile(entries), since, now)

    def _prepare_escalation(self, due, now):
        return {
            "clock_id": self.id,
            "ticket_id": self.ticket_id.id,
            "sla_id": self.sla_id.id,
            "kind": "breach" if due.is_breach else "warning",
            "date": due.moment,
            "date_done": now,
            "round": due.round,
            "seconds": due.before,
        }

    @api.model
    def _act_on_breaches(self, breached):
        """Raise priorities and pass tickets on, where the policy says so.

        :param list breached: a clock per breach, whose ticket each one raises by a step
        """
        steps = Counter(clock.ticket_id for clock in breached if clock.sla_id.raises_priority)
        raised = self.env["crm.service.ticket"].union(*steps)
        for priority, tickets in raised.grouped(
            lambda ticket: str(min(int(ticket.priority) + steps[ticket], 3))
        ).items():
            tickets.filtered(lambda ticket, to=priority: ticket.priority != to).priority = priority
        passed = self.union(*breached).filtered("sla_id.reassigns_to_leader").ticket_id
        for leader, tickets in passed.grouped(lambda ticket: ticket.team_id.user_id).items():
            if leader:
                tickets.user_id = leader
