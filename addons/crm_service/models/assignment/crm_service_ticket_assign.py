from collections import defaultdict

from markupsafe import Markup

from odoo import models

from .crm_service_ticket import ASSIGNING

# of how many new tickets the names are told
NAMED = 20


class CrmServiceTicket(models.Model):
    """What the rule of the team decided, carried out for many tickets at once."""

    _inherit = "crm.service.ticket"

    def _assign_new(self):
        """Let the teams decide about new tickets; when one is busy, the job does it later."""
        free = self.filtered(
            lambda ticket: ticket.active and not ticket.user_id and not ticket.is_closed
        )
        for team, tickets in free.grouped("team_id").items():
            if team.assignment_method != "manual":
                team._assign(tickets)

    def _carry_out(self, decisions, needs, moved):
        """Write what was decided about these tickets, and why."""
        by_id = {ticket.id: ticket for ticket in self}
        told = self._filter_told([by_id[one.ticket] for one in decisions if not one.winner])
        lines = self.env["crm.service.assignment"]
        given, to_create = defaultdict(list), []
        for decision in decisions:
            ticket = by_id[decision.ticket]
            if decision.winner:
                given[decision.winner.key].append(ticket.id)
            elif moved or ticket in told:
                continue
            to_create.append(lines._prepare(ticket, decision, needs[ticket], moved))
        lines.create(to_create)
        for user in self.env["res.users"].browse(given):
            self.browse(given[user.id])._give(user)

    def _filter_told(self, tickets):
        """Return those that were said to wait already: it is said once."""
        waiting = self.browse(ticket.id for ticket in tickets)
        last = waiting._get_last_assignments() if waiting else {}
        return {ticket for ticket, line in last.items() if not line.user_id and not line.by_user_id}

    def _give(self, user):
        """Make ``user`` the owner; told once, however many tickets there are."""
        self.with_context(
            crm_assigning=ASSIGNING, mail_notrack=True, mail_auto_subscribe_no_notify=True
        ).write({"user_id": user.id})
        if user != self.env.user and self.env.registry.ready:
            self._notify_given(user)

    def _notify_given(self, user):
        if len(self) == 1:
            self._message_auto_subscribe_notify(user.partner_id.ids, "mail.message_user_assigned")
            return
        tickets = self.with_context(lang=user.lang)
        names = [ticket.display_name for ticket in tickets[:NAMED]]
        self.team_id[:1].message_notify(
            partner_ids=user.partner_id.ids,
            subject=tickets.env._("%(count)s tickets are yours now", count=len(self)),
            body=Markup("<br/>").join(names),
        )
