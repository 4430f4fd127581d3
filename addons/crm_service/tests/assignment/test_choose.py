from collections import Counter
from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.assignment import (
    ABSENT,
    FULL,
    LEAST_OPEN,
    METHODS,
    OFF_HOURS,
    ROUND_ROBIN,
    SKILL,
    UNSKILLED,
    AssignmentError,
    Candidate,
    Presence,
    Ticket,
    assign,
    choose,
)

MONDAY = datetime(2026, 3, 9, 1)
AWAY = Presence(is_here=False, is_absent=True, back_at=MONDAY)
HOME = Presence(is_here=False, back_at=MONDAY)

presences = st.sampled_from([Presence(), Presence(), AWAY, HOME])
skills = st.dictionaries(st.integers(1, 4), st.integers(1, 3), max_size=4)


@st.composite
def teams(draw, presence=presences):
    count = draw(st.integers(1, 6))
    return [
        Candidate(
            key,
            open=(held := draw(st.integers(0, 5))),
            load=draw(st.integers(held, 4 * held)),
            capacity=draw(st.none() | st.integers(0, 8)),
            turn=draw(st.integers(0, 20)),
            skills=draw(skills),
            presence=draw(presence),
        )
        for key in range(1, count + 1)
    ]


@st.composite
def piles(draw):
    count = draw(st.integers(1, 30))
    return [
        Ticket(key, draw(st.integers(1, 4)), draw(st.frozensets(st.integers(1, 5), max_size=3)))
        for key in range(count)
    ]


methods = st.sampled_from(METHODS)


@tagged("post_install", "-at_install")
class TestChoose(BaseCase):
    """Hand-worked: who, and why not the others."""

    def test_round_robin_asks_who_waited_longest(self):
        people = [Candidate(1, turn=7), Candidate(2, turn=5), Candidate(3, turn=6)]
        winners = [
            decision.winner.key
            for decision in assign(ROUND_ROBIN, [Ticket(key) for key in range(4)], people)
        ]
        self.assertEqual(winners, [2, 3, 1, 2])

    def test_who_comes_back_gets_one_ticket_and_not_all_that_were_missed(self):
        people = [Candidate(1, turn=40), Candidate(2, turn=41), Candidate(3, turn=2)]
        winners = Counter(
            decision.winner.key
            for decision in assign(ROUND_ROBIN, [Ticket(key) for key in range(6)], people)
        )
        self.assertEqual(winners, {1: 2, 2: 2, 3: 2})

    def test_an_urgent_ticket_weighs_more(self):
        """Two low ones are less work than an urgent one."""
        people = [Candidate(1, open=1, load=4), Candidate(2, open=2, load=2)]
        self.assertEqual(choose(LEAST_OPEN, Ticket(1), people).winner.key, 2)

    def test_the_others_were_left_out_for_a_reason(self):
        people = [
            Candidate(1, presence=AWAY),
            Candidate(2, presence=HOME),
            Candidate(3, open=8, capacity=8),
            Candidate(4, skills={1: 2}),
            Candidate(5),
        ]
        decision = choose(SKILL, Ticket(1, needs=frozenset({1})), people)
        self.assertEqual(decision.winner.key, 4)
        self.assertEqual(
            [(reason.key, reason.why) for reason in decision.left_out],
            [(1, ABSENT), (2, OFF_HOURS), (3, FULL), (5, UNSKILLED)],
        )
        self.assertEqual(decision.left_out[0].until, MONDAY)
        self.assertEqual(decision.left_out[2].open, 8)
        self.assertEqual(decision.left_out[3].missing, (1,))

    def test_when_the_skilled_are_away_the_next_best_takes_it(self):
        people = [
            Candidate(1, skills={1: 3, 2: 3}, presence=AWAY),
            Candidate(2, skills={1: 1}, load=9),
            Candidate(3),
        ]
        ticket = Ticket(1, needs=frozenset({1, 2}))
        decision = choose(SKILL, ticket, people)
        self.assertEqual((decision.winner.key, decision.missing), (2, (2,)))
        self.assertIsNone(choose(SKILL, ticket, people, strict=True).winner)

    def test_of_equal_work_the_higher_level_decides(self):
        people = [Candidate(1, skills={1: 1}), Candidate(2, skills={1: 3}, turn=9)]
        self.assertEqual(choose(SKILL, Ticket(1, needs=frozenset({1})), people).winner.key, 2)

    def test_the_urgent_ticket_gets_the_last_place(self):
        people = [Candidate(1, capacity=1)]
        decisions = assign(LEAST_OPEN, [Ticket(1, 1), Ticket(2, 4)], people)
        self.assertEqual([(one.ticket, bool(one.winner)) for one in decisions], [(2, 1), (1, 0)])

    def test_nonsense_is_refused(self):
        for method, people in (("lottery", []), (ROUND_ROBIN, [Candidate(1), Candidate(1)])):
            with self.assertRaises(AssignmentError):
                choose(method, Ticket(1), people)
        with self.assertRaises(AssignmentError):
            assign(ROUND_ROBIN, [Ticket(1)], [Candidate(1), Candidate(1)])


@tagged("post_install", "-at_install")
class TestChooseProperties(BaseCase):
    @given(st.integers(1, 6), st.integers(0, 60), st.lists(st.integers(0, 30), max_size=6))
    @settings(max_examples=200, deadline=None)
    def test_round_robin_is_fair(self, people, tickets, turns):
        turns += [0] * (people - len(turns))
        team = [Candidate(key, turn=turns[key]) for key in range(people)]
        decisions = assign(ROUND_ROBIN, [Ticket(key) for key in range(tickets)], team)
        got = Counter(decision.winner.key for decision in decisions)
        counts = [got[person.key] for person in team]
        self.assertLessEqual(max(counts) - min(counts), 1)
        self.assertEqual(sum(counts), tickets)

    @given(methods, piles(), teams(), st.booleans())
    @settings(max_examples=300, deadline=None)
    def test_nobody_gets_more_than_the_capacity_and_the_absent_nothing(
        self, method, pile, team, strict
    ):
        got = Counter(
            decision.winner.key
            for decision in assign(method, pile, team, strict)
            if decision.winner
        )
        for person in team:
            if not person.presence.is_here:
                self.assertEqual(got[person.key], 0)
            if person.capacity is not None and got[person.key]:
                self.assertLessEqual(person.open + got[person.key], person.capacity)

    @given(methods, piles(), teams(), st.booleans(), st.randoms(use_true_random=False))
    @settings(max_examples=200, deadline=None)
    def test_the_order_of_candidates_and_tickets_does_not_matter(
        self, method, pile, team, strict, chance
    ):
        expected = assign(method, pile, team, strict)
        chance.shuffle(team)
        chance.shuffle(pile)
        self.assertEqual(assign(method, pile, team, strict), expected)

    @given(piles(), teams())
    @settings(max_examples=200, deadline=None)
    def test_least_open_is_really_least(self, pile, team):
        people = {person.key: person for person in team}
        weights = {ticket.key: ticket.weight for ticket in pile}
        for decision in assign(LEAST_OPEN, pile, team):
            free = [one for one in people.values() if one.presence.is_here and not one.is_full]
            self.assertEqual(bool(decision.winner), bool(free))
            if winner := decision.winner:
                self.assertEqual(winner.load, min(person.load for person in free))
                weight = weights[decision.ticket]
                people[winner.key] = replace(
                    people[winner.key], open=winner.open + 1, load=winner.load + weight
                )

    @given(piles(), teams(), st.booleans())
    @settings(max_examples=200, deadline=None)
    def test_nobody_who_is_free_has_more_of_the_skills(self, pile, team, strict):
        for ticket in pile:
            winner = choose(SKILL, ticket, team, strict).winner
            free = [one for one in team if one.presence.is_here and not one.is_full]
            most = max((person.covers(ticket.needs) for person in free), default=0)
            if winner:
                self.assertEqual(winner.covers(ticket.needs), most)
                self.assertTrue(not strict or most == len(ticket.needs))
            else:
                self.assertTrue(not free or (strict and most < len(ticket.needs)))

    @given(methods, piles(), teams(), st.booleans())
    @settings(max_examples=100, deadline=None)
    def test_everybody_who_could_not_is_named_once(self, method, pile, team, strict):
        for ticket in pile:
            decision = choose(method, ticket, team, strict)
            named = [reason.key for reason in decision.left_out]
            self.assertEqual(named, sorted(set(named)))
            if decision.winner:
                self.assertNotIn(decision.winner.key, named)
            else:
                self.assertEqual(named, [person.key for person in team])
