from collections import defaultdict
from datetime import timedelta
from functools import partial

from odoo import models
from odoo.fields import Domain

from ...tools.replay import Case, Desk, Tally, Worker, simulate, spread, tally
from ...tools.roster import watch_from
from ..assignment.crm_service_member import WEIGHTS

# what changes whether a ticket is work for its owner
TURNS = ("created", "stage", "archived", "restored")
NOTHING = {
    "spread": 0,
    "new_spread": 0,
    "skilled_rate": 0,
    "new_skilled_rate": 0,
    "at_work_rate": 0,
    "new_at_work_rate": 0,
}


class CrmServiceReplay(models.Model):
    """Who has which ticket, and who would have it by another rule."""

    _inherit = "crm.service.replay"

    def _get_tickets(self):
        return self.env["crm.service.ticket"].with_context(active_test=False)

    def _get_assigned(self):
        """Return the ``Domain`` of what is assigned: what was merged is no work of its own."""
        return self._get_period() & Domain("merged_into_id", "=", False)

    def _replay_people(self):
        """Return what people have and would have: values of the replay, and of its lines."""
        if not self.assignment_method:
            return NOTHING, []
        tickets = self._get_tickets().search(self._get_assigned(), order="id")
        cases, desks = self._get_cases(tickets), self._get_desks(tickets.team_id)
        owners = {ticket.id: ticket.user_id.id for ticket in tickets if ticket.user_id}
        before, after = tally(cases, desks, owners), tally(cases, desks, simulate(cases, desks))
        shares = self._prepare_shares("", before, desks) | self._prepare_shares(
            "new_", after, desks
        )
        return shares, self._prepare_people(before, after, desks)

    def _get_cases(self, tickets):
        needs = self.env["crm.service.skill"]._get_needs(tickets)
        return [
            Case(
                ticket.id,
                ticket.team_id.id,
                ticket.date_opened,
                WEIGHTS[ticket.priority],
                needs[ticket],
                self._get_turns(ticket),
            )
            for ticket in tickets
        ]

    def _get_turns(self, ticket):
        """Return ((moment, whether it is work for its owner from then on), ...)."""
        events = ticket.event_ids.filtered(lambda event: event.kind in TURNS)
        return tuple(
            (event.date, not (event.kind == "archived" or event.is_waiting or event.is_closed))
            for event in events.sorted(lambda event: (event.date, event.id))
        )

    def _get_desks(self, teams):
        """Return ``{team id: Desk}`` by the rule to be tried, with the members of today."""
        # sudo: when people work, and what they can do, decides whoever asks
        lines = teams.sudo().member_line_ids.filtered(lambda line: line.user_id.active)
        start = self.env["crm.service.member"]._start_of_day_in(self._get_zone(), self.date_from)
        watches = self._get_watches(lines, start - timedelta(days=1))
        workers = defaultdict(list)
        for line in lines:
            skills = {skill.skill_id.id: int(skill.level) for skill in line.skill_ids}
            workers[line.team_id.id].append(
                Worker(line.user_id.id, watches[line], line._get_capacity(), skills)
            )
        return {
            team.id: Desk(self.assignment_method, tuple(workers[team.id]), self.only_skilled)
            for team in teams
        }

    def _get_watches(self, lines, since):
        """As of the members; by working hours until the first shift that a team ever had."""
        watches, by_hours = lines._get_watches(since), lines._get_watches_by_hours(since)
        shifts = self.env["crm.service.shift"].sudo()  # sudo: as the members
        first = dict(
            shifts._read_group(
                [("team_id", "in", lines.team_id.ids)], ["team_id"], ["date_from:min"]
            )
        )
        return {
            line: partial(watch_from, first.get(line.team_id), watches[line], by_hours[line])
            for line in lines
        }

    # keeping
    def _prepare_people(self, before, after, desks):
        members = {(team, one.key) for team, desk in desks.items() for one in desk.workers}
        return [
            {"replay_id": self.id, "team_id": place[0], "user_id": place[1]}
            | {"is_member": place in members}
            | self._prepare_person("", before.get(place, Tally()))
            | self._prepare_person("new_", after.get(place, Tally()))
            for place in sorted(before.keys() | after.keys(), key=lambda one: (one[0], one[1] or 0))
        ]

    def _prepare_person(self, prefix, one):
        return {
            f"{prefix}ticket_count": one.count,
            f"{prefix}load": one.load,
            f"{prefix}skilled_count": one.skilled,
            f"{prefix}asked_count": one.asked,
            f"{prefix}at_work_count": one.at_work,
        }

    def _prepare_shares(self, prefix, tallies, desks):
        """Return the shares over the members; of others nothing is known."""
        members = {
            team: [tallies[team, worker.key] for worker in desk.workers]
            for team, desk in desks.items()
        }
        ones = [one for group in members.values() for one in group]
        loads = {team: [one.load for one in group] for team, group in members.items()}
        asked, count = sum(one.asked for one in ones), sum(one.count for one in ones)
        return {
            f"{prefix}spread": spread(loads),
            f"{prefix}skilled_rate": sum(one.skilled for one in ones) / asked if asked else 0,
            f"{prefix}at_work_rate": sum(one.at_work for one in ones) / count if count else 0,
        }
