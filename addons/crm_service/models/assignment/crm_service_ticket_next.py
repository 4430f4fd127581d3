from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.assignment import Waiting, due_by, in_order
from .crm_service_ticket import ASSIGNING

# how many by deadline, and how many by priority, are looked at
POOL = 100


class CrmServiceTicket(models.Model):
    """The ticket that a person should take next."""

    _inherit = "crm.service.ticket"

    def action_next(self):
        """Take the ticket of the own teams that is to be looked at first, and open it.

        Two people who ask at once get different ones.
        """
        teams = self.env["crm.service.team"].search(
            Domain("member_ids", "in", self.env.user.ids) | Domain("user_id", "=", self.env.uid)
        )
        return self._take_next(teams)

    @api.model
    def _take_next(self, teams):
        waiting = {ticket.key: ticket for ticket in self._get_following(teams)}
        ticket = self.browse(waiting).try_lock_for_update(limit=1)
        if not ticket:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {"type": "info", "message": self._say_nothing_follows(teams)},
            }
        ticket._take_as_next(waiting[ticket.id])
        return ticket._get_records_action(name=ticket.display_name)

    @api.model
    def _say_nothing_follows(self, teams):
        """Return why the user is given no ticket of ``teams``."""
        return self.env._("Nothing waits for you: every ticket has an owner.")

    def _take_as_next(self, waiting):
        self.with_context(crm_assigning=ASSIGNING).user_id = self.env.user
        # sudo: nobody writes the history by hand
        self.env["crm.service.assignment"].sudo().create(
            {
                "ticket_id": self.id,
                "team_id": self.team_id.id,
                "date": fields.Datetime.now(),
                "method": "next",
                "user_id": self.env.uid,
                "by_user_id": self.env.uid,
                "facts": {"due": fields.Datetime.to_string(due_by(waiting))},
            }
        )

    @api.model
    def _get_following(self, teams):
        """Return what waits in ``teams`` as ``Waiting``, the next one for the user first."""
        tickets = self.browse()
        for team in teams:
            tickets |= self._search_pool(team)
        lacks = tickets._get_lacks()
        return in_order(
            [
                Waiting(
                    ticket.id,
                    ticket.priority,
                    ticket.date_opened,
                    ticket.deadline or None,
                    lacks[ticket],
                )
                for ticket in tickets
            ]
        )

    def _search_pool(self, team):
        free = (
            Domain("team_id", "=", team.id)
            & Domain("user_id", "=", False)
            & Domain("is_closed", "=", False)
            & Domain("is_waiting", "=", False)
        )
        due = self.search(free, order="deadline, id", limit=POOL)
        return due | self.search(free, order="priority desc, id", limit=POOL)

    def _get_lacks(self):
        """Return ``{ticket: how many skills it asks for that the user does not have}``."""
        # sudo: the own skills, and what tickets that one reads ask for
        mine = self.env["crm.service.member"].sudo().search([("user_id", "=", self.env.uid)])
        needs = self.env["crm.service.skill"].sudo()._get_needs(self.sudo())
        held = frozenset(mine.skill_ids.skill_id.ids)
        return {ticket: len(needs[ticket] - held) for ticket in self}
