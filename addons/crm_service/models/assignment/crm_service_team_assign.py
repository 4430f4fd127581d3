from datetime import datetime

import pytz
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.assignment import Ticket, assign
from .crm_service_member import WEIGHTS

BATCH = 200


class CrmServiceTeam(models.Model):
    """The rule of a team at work, in sudo: for new tickets, for waiting ones, for those of the
    absent. Two workers never decide for the same people at once, nor about the same ticket."""

    _inherit = "crm.service.team"

    @api.model
    def _try_lock(self, records):
        """Return those of ``records`` that nobody else works on or has just changed."""
        try:
            with self.env.cr.savepoint():
                return records.try_lock_for_update(allow_referencing=True)
        except SerializationFailure:
            return records.browse()

    def _lock_assignees(self):
        """Make sure that nobody else decides for the same people until the transaction ends.

        :return: False when somebody else does at present, or has just done
        """
        users = self._get_assignees().user_id
        rows = self.env["crm.service.member"].search([("user_id", "in", users.ids)])
        return self._try_lock(rows) == rows

    def _assign(self, tickets, moved=None):
        """Let the rule decide about ``tickets`` of the team.

        :param moved: why they are taken from their owner, as facts of the history
        :return: how many got an owner, None: another worker is at it
        """
        self.ensure_one()
        if not self._lock_assignees():
            return None
        tickets = self._try_lock(tickets)
        needs = self.env["crm.service.skill"]._get_needs(tickets)
        candidates = self._get_assignees()._to_candidates(fields.Datetime.now())
        facts = [Ticket(ticket.id, WEIGHTS[ticket.priority], needs[ticket]) for ticket in tickets]
        decisions = assign(self.assignment_method, facts, candidates, self.only_skilled)
        tickets._carry_out(decisions, needs, moved or {})
        self._count_turns(decisions)
        return sum(bool(decision.winner) for decision in decisions)

    def _count_turns(self, decisions):
        """Number the decisions; each one changes the line of its winner, see ``_try_lock``."""
        lines = self._get_assignees()
        last = max(lines.mapped("turn"), default=0)
        winners = [decision.winner.key for decision in decisions if decision.winner]
        turns = {user: turn for turn, user in enumerate(winners, last + 1)}
        for line in lines:
            if line.user_id.id in turns:
                line.turn = turns[line.user_id.id]

    # what waits
    @api.model
    def _domain_waiting(self):
        return Domain("user_id", "=", False) & Domain("is_closed", "=", False)

    def _search_waiting(self, last):
        """Return a batch of what waits in the team after the ticket ``last``, urgent first."""
        domain = self._domain_waiting() & Domain("team_id", "=", self.id)
        if last:
            domain &= Domain("priority", "<", last.priority) | (
                Domain("priority", "=", last.priority) & Domain("id", ">", last.id)
            )
        return self.env["crm.service.ticket"].search(domain, order="priority desc, id", limit=BATCH)

    def _assign_waiting(self, go_on):
        """Assign what waits in the team.

        :param go_on: called after each batch with how many of it got an owner: go on?
        :return: (how many got an owner, how many were looked at and wait)
        """
        done, waiting, last = 0, 0, None
        while batch := self._search_waiting(last):
            last = batch[-1:]
            assigned = self._assign(batch)
            if assigned is None:
                break
            done, waiting = done + assigned, waiting + len(batch) - assigned
            if not go_on(assigned):
                break
        return done, waiting

    @api.model
    def _cron_assign(self):
        """Assign what waits for somebody, and what the absent have."""
        commit = self.env["ir.cron"]._commit_progress
        teams = self.search(Domain("assignment_method", "!=", "manual"))
        waiting = self.env["crm.service.ticket"]._read_group(
            self._domain_waiting() & Domain("team_id", "in", teams.ids), ["team_id"]
        )
        for [team] in waiting:
            team._assign_waiting(
                lambda assigned, team=team: commit(assigned) and (assigned or team.only_skilled)
            )
        for team in teams:
            team._pass_on(commit)

    # what the absent have
    def _pass_on(self, commit):
        """Give the tickets of who left or is on leave to colleagues who are there.

        :param commit: called after each owner with how many got another one
        """
        users = self.env["res.users"].with_context(active_test=False)
        gone = users.search([("active", "=", False), ("share", "=", False)])
        self._pass_on_tickets(gone, lambda user: {"moved": "left"}, Domain.TRUE, commit)
        if self.passes_on:
            away = self._get_absent()
            self._pass_on_tickets(
                users.browse(away),
                lambda user: {"moved": "absent", "until": away[user.id]},
                Domain("is_waiting", "=", False),
                commit,
            )

    def _pass_on_tickets(self, users, explain, domain, commit):
        tickets = self.env["crm.service.ticket"].search(
            domain
            & Domain("team_id", "=", self.id)
            & Domain("user_id", "in", users.ids)
            & Domain("is_closed", "=", False),
            limit=BATCH,
        )
        for user, group in tickets.grouped("user_id").items():
            commit(self._assign(group, explain(user)) or 0)

    def _get_absent(self):
        """Return ``{user id: until when}`` of who is on leave for the rest of the day or longer."""
        now = fields.Datetime.now()
        presences = self._get_assignees()._get_presences(now)
        return {
            line.user_id.id: fields.Datetime.to_string(presence.back_at) or None
            for line, presence in presences.items()
            if presence.is_absent and not self._is_today(presence.back_at, now)
        }

    def _is_today(self, moment, now):
        zone = pytz.timezone(self.company_id.resource_calendar_id.tz or "UTC")
        days = [
            pytz.utc.localize(one).astimezone(zone).date()
            for one in (moment or datetime.max.replace(year=9000), now)
        ]
        return days[0] == days[1]
