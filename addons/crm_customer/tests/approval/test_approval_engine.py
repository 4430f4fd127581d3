import random
from datetime import date
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ...tools.approval.engine import (
    ALL,
    APPROVED,
    PENDING,
    REFUSED,
    WITHDRAWN,
    Seat,
    Step,
    deadline,
    digest,
    is_overdue,
    open_steps,
    result,
    seats_to_decide,
    step_result,
    waiting_for,
)

USERS = st.integers(1, 6)
DECISIONS = st.sampled_from([None, APPROVED, REFUSED])


@st.composite
def seats(draw):
    user, decision = draw(USERS), draw(DECISIONS)
    by = draw(USERS) if decision else None
    return (user, decision, by, draw(st.booleans()))


@st.composite
def processes(draw):
    """Return steps of one to three sequences, with keys that are all different."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(1, 3), st.lists(seats(), min_size=1, max_size=4), st.integers(0, 4)
            ),
            min_size=1,
            max_size=4,
        )
    )
    return tuple(
        Step(
            number,
            sequence,
            tuple(Seat((number, place), *seat) for place, seat in enumerate(people)),
            needed,
        )
        for number, (sequence, people, needed) in enumerate(drawn)
    )


DEPUTIES = st.dictionaries(USERS, st.sets(USERS, max_size=2))


def _step(*decisions, needed=ALL, key=1, sequence=1):
    """Return a step whose user n decided the n-th of ``decisions``."""
    people = tuple(
        Seat((key, user), user, decision, user if decision else None)
        for user, decision in enumerate(decisions, start=1)
    )
    return Step(key, sequence, people, needed)


@tagged("post_install", "-at_install")
class TestApprovalEngine(TestCase):
    def test_all_means_everybody(self):
        self.assertEqual(step_result(_step(APPROVED, None)), PENDING)
        self.assertEqual(step_result(_step(APPROVED, APPROVED)), APPROVED)

    def test_two_of_three(self):
        self.assertEqual(step_result(_step(APPROVED, None, None, needed=2)), PENDING)
        self.assertEqual(step_result(_step(APPROVED, None, APPROVED, needed=2)), APPROVED)

    def test_one_person_on_two_seats_is_one_of_two(self):
        both = tuple(Seat(key, key, APPROVED, by=1) for key in (1, 2))
        silent = Seat(3, 3)
        self.assertEqual(step_result(Step(1, 1, (*both, silent), 2)), PENDING)
        self.assertEqual(step_result(Step(1, 1, both, 2)), APPROVED)

    def test_the_one_to_whom_it_escalated_speaks_for_the_step(self):
        silent = Seat(1, 1)
        chief = Seat(2, 9, APPROVED, by=9, is_escalation=True)
        self.assertEqual(step_result(Step(1, 1, (silent, chief))), APPROVED)

    def test_who_is_asked_by_escalation_does_not_hold_up_the_others(self):
        seated = Seat(1, 1, APPROVED, by=1)
        chief = Seat(2, 9, is_escalation=True)
        self.assertEqual(step_result(Step(1, 1, (seated, chief))), APPROVED)

    def test_serial_steps_come_one_after_the_other(self):
        first, second = _step(None, key=1), _step(None, key=2, sequence=2)
        self.assertEqual(open_steps((second, first)), (first,))
        done = _step(APPROVED, key=1)
        self.assertEqual(open_steps((second, done)), (second,))

    def test_a_deadline_of_no_days_is_none(self):
        self.assertIsNone(deadline(date(2026, 3, 4), 0, lambda day, count: day))

    def test_the_last_day_itself_is_in_time(self):
        day = date(2026, 3, 4)
        self.assertFalse(is_overdue(day, day))
        self.assertTrue(is_overdue(day, date(2026, 3, 5)))
        self.assertFalse(is_overdue(None, day))

    def test_the_digest_does_not_know_the_order_of_keys(self):
        self.assertEqual(digest({"a": 1, "b": "x"}), digest({"b": "x", "a": 1}))
        self.assertNotEqual(digest({"a": 1}), digest({"a": 2}))

    def test_the_digest_knows_figures_not_their_types(self):
        self.assertEqual(digest({"a": [5.0]}), digest({"a": (5,)}))
        self.assertNotEqual(digest({"a": 5.5}), digest({"a": 5}))

    @given(processes(), st.randoms(use_true_random=False))
    @settings(deadline=None)
    def test_the_order_of_decisions_does_not_matter(self, steps, mixer):
        mixed = [
            Step(
                step.key,
                step.sequence,
                tuple(mixer.sample(step.seats, len(step.seats))),
                step.needed,
            )
            for step in mixer.sample(steps, len(steps))
        ]
        self.assertEqual(result(mixed), result(steps))
        keys = {step.key for step in open_steps(steps)}
        self.assertEqual({step.key for step in open_steps(mixed)}, keys)

    @given(processes())
    @settings(deadline=None)
    def test_a_refusal_ends_it(self, steps):
        refused = any(seat.decision == REFUSED for step in steps for seat in step.seats)
        self.assertEqual(result(steps) == REFUSED, refused)
        if refused:
            self.assertFalse(open_steps(steps))

    @given(processes(), DEPUTIES)
    @settings(deadline=None)
    def test_what_is_withdrawn_is_never_approved_and_asks_nobody(self, steps, deputies):
        self.assertEqual(result(steps, is_withdrawn=True), WITHDRAWN)
        self.assertFalse(waiting_for(steps, 1, deputies, is_withdrawn=True))

    @given(processes(), USERS, DEPUTIES)
    @settings(deadline=None)
    def test_nobody_decides_on_an_own_request(self, steps, requester, deputies):
        self.assertNotIn(requester, waiting_for(steps, requester, deputies))
        self.assertFalse(seats_to_decide(steps, requester, requester, deputies))

    @given(processes(), USERS, DEPUTIES)
    @settings(deadline=None)
    def test_who_is_waited_for_has_a_seat_and_nobody_else(self, steps, requester, deputies):
        waiting = waiting_for(steps, requester, deputies)
        for user in range(1, 7):
            seats_ = seats_to_decide(steps, user, requester, deputies)
            self.assertEqual(bool(seats_), user in waiting)

    @given(processes())
    @settings(deadline=None)
    def test_pending_is_what_still_asks_somebody(self, steps):
        self.assertEqual(bool(open_steps(steps)), result(steps) == PENDING)

    @given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 99))
    def test_n_of_m_needs_exactly_n(self, people, needed, seed):
        needed = min(needed, people)
        order = random.Random(seed).sample(range(people), people)
        decisions = [None] * people
        for count, place in enumerate(order, start=1):
            decisions[place] = APPROVED
            expected = APPROVED if count >= needed else PENDING
            self.assertEqual(step_result(_step(*decisions, needed=needed)), expected)

    @given(processes(), USERS, DEPUTIES)
    @settings(deadline=None)
    def test_approving_on_and_on_ends_approved(self, steps, requester, deputies):
        """Whoever is asked approves: it comes to an end, unless only the requester is left."""
        steps = [
            Step(
                step.key,
                step.sequence,
                tuple(Seat(seat.key, seat.user) for seat in step.seats),
                step.needed,
            )
            for step in steps
        ]
        for _turn in range(50):
            waiting = waiting_for(steps, requester, deputies)
            if not waiting:
                break
            user = min(waiting)
            keys = seats_to_decide(steps, user, requester, deputies)
            steps = [_approve(step, keys, user) for step in steps]
        seated = {seat.user for step in steps for seat in step.seats}
        if requester not in seated:
            self.assertEqual(result(steps), APPROVED)


def _approve(step, keys, user):
    people = tuple(
        Seat(seat.key, seat.user, APPROVED, user) if seat.key in keys else seat
        for seat in step.seats
    )
    return Step(step.key, step.sequence, people, step.needed)
