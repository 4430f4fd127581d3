from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.sla import happenings

BATCH = 200


class CrmServiceClock(models.Model):
    """Warnings and breaches as they fall due, each exactly once."""

    _inherit = "crm.service.clock"

    @api.model
    def _cron_sweep(self):
        """Act upon what is due; costs what is newly due, not what runs."""
        while True:
            due = self.search(Domain("next_at", "<", fields.Datetime.now()), limit=BATCH)
            due = due.try_lock_for_update()
            if not due:
                return
            due._escalate(fields.Datetime.now())
            left = self.search_count(Domain("next_at", "<", fields.Datetime.now()))
            if not self.env["ir.cron"]._commit_progress(len(due), remaining=left):
                return

    def _escalate(self, now):
        """Act upon what fell due before ``now``."""
        for clock in self:
            since = clock.handled_until or clock.started_at
            entries = clock._entries()
            dues = happenings(
                entries, clock.sla_id._to_policy(), clock._compile(entries[0].moment), since, now
            )
            for due in dues:
                clock._act(due, now)
            clock.handled_until = now
        self._refresh()

    def _act(self, due, now):
        escalations = self.env["crm.service.escalation"]
        once = [("clock_id", "=", self.id), ("round", "=", due.round), ("seconds", "=", due.before)]
        if escalations.search_count(once, limit=1):
            return
        escalations.create(
            {
                "clock_id": self.id,
                "ticket_id": self.ticket_id.id,
                "sla_id": self.sla_id.id,
                "kind": "breach" if due.is_breach else "warning",
                "date": due.moment,
                "date_done": now,
                "round": due.round,
                "seconds": due.before,
            }
        )
        self._notify(due)
        if due.is_breach:
            self._act_on_breach()

    def _notify(self, due):
        """Tell the owner, and the leader where the policy says so."""
        ticket = self.ticket_id
        people = ticket.user_id
        if self.sla_id.notifies_leader and (due.is_breach or not people):
            people |= ticket.team_id.user_id
        for person in people:
            lang = ticket.with_context(lang=person.lang)
            ticket.message_notify(
                partner_ids=person.partner_id.ids,
                subject=self._title(due, lang),
                body=self._title(due, lang),
                model=ticket._name,
                res_id=ticket.id,
            )

    def _title(self, due, ticket):
        values = {
            "ticket": ticket.display_name,
            "sla": self.sla_id.with_context(lang=ticket.env.lang).name,
        }
        if due.is_breach:
            return ticket.env._("%(ticket)s has missed “%(sla)s”.", **values)
        return ticket.env._("%(ticket)s is about to miss “%(sla)s”.", **values)

    def _act_on_breach(self):
        ticket = self.ticket_id
        if self.sla_id.raises_priority and ticket.priority < "3":
            ticket.priority = str(int(ticket.priority) + 1)
        leader = ticket.team_id.user_id
        if self.sla_id.reassigns_to_leader and leader:
            ticket.user_id = leader
