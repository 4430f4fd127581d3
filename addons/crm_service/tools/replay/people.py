"""Who would have got which ticket: the assignment replayed from the first ticket to the last.

What is assumed: tickets came in, waited and were solved when they were, whoever has them;
capacity and skills of people are what they are given as; everybody begins without any ticket.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from math import sqrt

from ..assignment import Candidate, Ticket, choose

# at one moment: what was solved makes room for what comes in
CHANGED, WOKEN, CAME = range(3)


@dataclass(frozen=True)
class Case:
    """A ticket of the past.

    :param changes: pairs (moment, whether it is work for its owner from then on), ordered
    """

    key: int
    team: int
    moment: datetime
    weight: int = 1
    needs: frozenset = frozenset()
    changes: tuple = ()


@dataclass(frozen=True)
class Worker:
    """:param presence: function of a moment, returns ``tools.assignment.Presence``"""

    key: int
    presence: Callable
    capacity: int | None = None
    skills: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """A team with its rule."""

    method: str
    workers: tuple
    strict: bool = False


@dataclass
class Tally:
    """What a person got.

    :param load: sum of the weights
    :param asked: how many asked for a skill
    :param skilled: how many of those the person has all the skills for
    :param at_work: how many came in while the person was at work
    """

    count: int = 0
    load: int = 0
    asked: int = 0
    skilled: int = 0
    at_work: int = 0


def simulate(cases, desks):
    """Return ``{key of a case: key of the worker}`` of those that somebody would have got.

    :param desks: ``{team: Desk}``
    """
    return _Simulation(cases, desks).run()


class _Simulation:
    def __init__(self, cases, desks):
        self.desks = desks
        self.cases = {case.key: case for case in cases}
        self.owners, self.counted = {}, {}
        self.open, self.load = defaultdict(int), defaultdict(int)
        self.turns = {team: defaultdict(int) for team in desks}
        self.waiting = {team: set() for team in desks}
        self.alarms, self.here = set(), set()
        self.heap = []
        for case in cases:
            heappush(self.heap, (case.moment, CAME, case.key, True))
            for moment, counts in case.changes:
                heappush(self.heap, (moment, CHANGED, case.key, counts))

    def run(self):
        acts = {CHANGED: self._change, WOKEN: self._wake, CAME: self._come}
        while self.heap:
            moment, kind, key, counts = heappop(self.heap)
            acts[kind](moment, key, counts)
        return self.owners

    def _come(self, moment, key, _counts):
        case = self.cases[key]
        self.here.add(key)
        self.counted.setdefault(key, True)
        if not self._try(case, moment):
            self.waiting[case.team].add(key)

    def _change(self, moment, key, counts):
        case = self.cases[key]
        before = self.counted.get(key, True)
        self.counted[key] = counts
        if key not in self.owners:
            self._change_waiting(case, moment, counts)
        elif before != counts:
            self._add(self.owners[key], case.weight, 1 if counts else -1)
            if not counts:
                for team in self.desks:
                    self._wake(moment, team, True)

    def _change_waiting(self, case, moment, counts):
        """What is solved or waits needs nobody; what goes on needs somebody again."""
        if not counts:
            self.waiting[case.team].discard(case.key)
        elif case.key in self.here and not self._try(case, moment):
            self.waiting[case.team].add(case.key)

    def _wake(self, moment, team, _counts):
        """Try what waits in ``team``, the urgent first."""
        self.alarms.discard((team, moment))
        strict = self.desks[team].strict
        waiting = [self.cases[key] for key in self.waiting[team]]
        for case in sorted(waiting, key=lambda case: (-case.weight, case.key)):
            if self._try(case, moment):
                self.waiting[team].discard(case.key)
            elif not strict:
                return

    def _try(self, case, moment):
        desk = self.desks[case.team]
        people = [self._candidate(case.team, worker, moment) for worker in desk.workers]
        ticket = Ticket(case.key, case.weight, case.needs)
        decision = choose(desk.method, ticket, people, desk.strict)
        if not decision.winner:
            self._set_alarm(case.team, moment, decision.left_out)
            return False
        winner = decision.winner.key
        self.owners[case.key] = winner
        self.turns[case.team][winner] = max(self.turns[case.team].values(), default=0) + 1
        if self.counted[case.key]:
            self._add(winner, case.weight, 1)
        return True

    def _candidate(self, team, worker, moment):
        return Candidate(
            worker.key,
            open=self.open[worker.key],
            load=self.load[worker.key],
            capacity=worker.capacity,
            turn=self.turns[team][worker.key],
            skills=worker.skills,
            presence=worker.presence(moment),
        )

    def _add(self, person, weight, sign):
        self.open[person] += sign
        self.load[person] += sign * weight

    def _set_alarm(self, team, moment, left_out):
        """Look again when the first of those who are away is back."""
        back = [one.until for one in left_out if one.until and one.until > moment]
        alarm = (team, min(back, default=None))
        if back and alarm not in self.alarms:
            self.alarms.add(alarm)
            heappush(self.heap, (alarm[1], WOKEN, team, True))


def tally(cases, desks, owners):
    """Return ``{(team, worker): Tally}``; worker None: what nobody has.

    :param owners: ``{key of a case: key of the worker}``
    """
    tallies = {
        (team, worker.key): Tally() for team, desk in desks.items() for worker in desk.workers
    }
    people = {(team, one.key): one for team, desk in desks.items() for one in desk.workers}
    for case in cases:
        place = (case.team, owners.get(case.key))
        one, worker = tallies.setdefault(place, Tally()), people.get(place)
        one.count += 1
        one.load += case.weight
        one.asked += bool(case.needs)
        if worker:
            one.skilled += bool(case.needs) and case.needs <= worker.skills.keys()
            one.at_work += worker.presence(case.moment).is_here
    return tallies


def spread(tallies):
    """Return how unevenly the members of teams are loaded; 0: all of a team have the same.

    The coefficient of variation: the standard deviation from the average of the own team, as
    a share of the average of all.

    :param tallies: ``{team: [load of each member]}``
    """
    loads = [load for members in tallies.values() for load in members]
    total = sum(loads)
    if not total:
        return 0.0
    squares = sum(
        (load - sum(members) / len(members)) ** 2
        for members in tallies.values()
        for load in members
    )
    return sqrt(squares / len(loads)) / (total / len(loads))
