from datetime import datetime, timedelta
from math import sqrt

from odoo.tests import BaseCase

from ...tools.assignment import Presence
from ...tools.replay import Case, Desk, Worker, simulate, spread, tally

START = datetime(2026, 3, 2, 8)
HERE = Presence()


def hour(number):
    return START + timedelta(hours=number)


def always(_moment):
    return HERE


def from_hour(number):
    """Return the presence of who comes at ``number``."""
    return lambda moment: HERE if moment >= hour(number) else Presence(False, False, hour(number))


class TestPeople(BaseCase):
    def _desk(self, method="round_robin", strict=False, **workers):
        people = tuple(
            Worker(int(name[1:]), **({"presence": always} | values))
            for name, values in workers.items()
        )
        return {1: Desk(method, people, strict)}

    def test_in_turn_they_get_the_same(self):
        cases = [Case(number, 1, hour(number)) for number in range(4)]
        owners = simulate(cases, self._desk(w1={}, w2={}))
        self.assertEqual(owners, {0: 1, 1: 2, 2: 1, 3: 2})

    def test_what_is_solved_makes_room(self):
        """Person 1 gets an urgent one, 2 a small one; it is solved at 2, so 2 gets the third."""
        cases = [
            Case(1, 1, hour(0), weight=4),
            Case(2, 1, hour(1), weight=1, changes=((hour(2), False),)),
            Case(3, 1, hour(3), weight=3),
            Case(4, 1, hour(4), weight=1),
        ]
        owners = simulate(cases, self._desk("least_open", w1={}, w2={}))
        self.assertEqual(owners, {1: 1, 2: 2, 3: 2, 4: 2})

    def test_what_waits_is_no_work_until_it_goes_on(self):
        """3 waits at 2 and is back at 4: at 3 its owner has room, at 5 no more."""
        cases = [
            Case(1, 1, hour(0), changes=((hour(2), False), (hour(4), True))),
            Case(2, 1, hour(3)),
            Case(3, 1, hour(5), changes=((hour(6), False),)),
        ]
        owners = simulate(cases, self._desk("least_open", w1={"capacity": 1}))
        self.assertEqual(owners, {1: 1, 2: 1})

    def test_who_is_full_gets_no_more_until_something_is_solved(self):
        cases = [Case(1, 1, hour(0), changes=((hour(5), False),)), Case(2, 1, hour(1))]
        self.assertEqual(simulate(cases, self._desk(w1={"capacity": 1})), {1: 1, 2: 1})

    def test_what_is_solved_before_anybody_could_take_it_stays_with_nobody(self):
        cases = [Case(1, 1, hour(0), changes=((hour(1), False),))]
        self.assertEqual(simulate(cases, self._desk(w1={"presence": from_hour(3)})), {})

    def test_who_comes_back_gets_what_waited_the_urgent_first(self):
        cases = [Case(1, 1, hour(0), weight=1), Case(2, 1, hour(1), weight=4)]
        desk = self._desk("least_open", w1={"presence": from_hour(3), "capacity": 1})
        self.assertEqual(simulate(cases, desk), {2: 1})

    def test_by_skill(self):
        needs = frozenset({7})
        cases = [Case(1, 1, hour(0), needs=needs), Case(2, 1, hour(1), needs=needs)]
        able = {"w1": {}, "w2": {"skills": {7: 2}}}
        self.assertEqual(simulate(cases, self._desk("skill", **able)), {1: 2, 2: 2})
        self.assertEqual(
            simulate(cases, self._desk("skill", True, w1={})), {}, "nobody has the skill"
        )

    def test_load_in_another_team_counts(self):
        desks = {
            1: Desk("least_open", (Worker(1, always), Worker(2, always))),
            2: Desk("least_open", (Worker(1, always),)),
        }
        owners = simulate([Case(1, 2, hour(0)), Case(2, 1, hour(1))], desks)
        self.assertEqual(owners, {1: 1, 2: 2})

    def test_the_order_in_which_cases_are_given_does_not_matter(self):
        cases = [Case(number, 1, hour(number % 5), number % 4 + 1) for number in range(30)]
        desk = self._desk("least_open", w1={}, w2={"presence": from_hour(2)}, w3={"capacity": 4})
        self.assertEqual(simulate(cases, desk), simulate(cases[::-1], desk))

    def test_tallies(self):
        cases = [
            Case(1, 1, hour(0), 4, frozenset({7})),
            Case(2, 1, hour(4), 2, frozenset({7})),
            Case(3, 1, hour(5)),
        ]
        desk = self._desk(w1={"skills": {7: 1}, "presence": from_hour(3)}, w2={})
        found = tally(cases, desk, {1: 1, 2: 1, 3: 9})
        one = found[1, 1]
        self.assertEqual(
            (one.count, one.load, one.asked, one.skilled, one.at_work), (2, 6, 2, 2, 1)
        )
        self.assertEqual(found[1, 2].count, 0, "members without any stand there too")
        self.assertEqual(found[1, 9].count, 1)

    def test_spread(self):
        self.assertEqual(spread({}), 0)
        self.assertEqual(spread({1: [3, 3, 3]}), 0)
        # 2 and 4: each 1 from the average of 3
        self.assertAlmostEqual(spread({1: [2, 4]}), 1 / 3)
        # each team by its own average: 0, 0, 1, 1 from it; 2.5 on average
        self.assertAlmostEqual(spread({1: [1, 1], 2: [3, 5]}), sqrt(2 / 4) / 2.5)
