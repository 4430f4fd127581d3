from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.assignment import Waiting, due_by, in_order

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)

tickets = st.lists(
    st.builds(
        Waiting,
        key=st.integers(1, 1000),
        priority=st.sampled_from("0123"),
        opened=st.integers(0, 50).map(lambda hours: NOON - hours * HOUR),
        deadline=st.none() | st.integers(-9, 50).map(lambda hours: NOON + hours * HOUR),
        lacks=st.integers(0, 2),
    ),
    unique_by=lambda ticket: ticket.key,
)


@tagged("post_install", "-at_install")
class TestFollowing(BaseCase):
    def keys(self, *waiting):
        return [ticket.key for ticket in in_order(waiting)]

    def test_what_is_due_first_comes_first(self):
        late = Waiting(1, "0", NOON, deadline=NOON - HOUR)
        soon = Waiting(2, "3", NOON, deadline=NOON + HOUR)
        self.assertEqual(self.keys(soon, late), [1, 2])

    def test_without_a_deadline_the_priority_says_how_long_it_may_wait(self):
        urgent = Waiting(1, "3", NOON)
        normal = Waiting(2, "1", NOON - 22 * HOUR)
        old = Waiting(3, "1", NOON - 24 * HOUR)
        self.assertEqual(self.keys(normal, urgent, old), [3, 1, 2])

    def test_what_one_knows_comes_first(self):
        known = Waiting(1, "0", NOON)
        unknown = Waiting(2, "3", NOON, deadline=NOON, lacks=1)
        self.assertEqual(self.keys(unknown, known), [1, 2])

    @given(tickets, st.randoms(use_true_random=False))
    @settings(max_examples=200, deadline=None)
    def test_the_order_depends_on_the_tickets_alone(self, waiting, chance):
        ordered = in_order(waiting)
        chance.shuffle(waiting)
        self.assertEqual(in_order(waiting), ordered)
        for first, second in zip(ordered, ordered[1:], strict=False):
            if first.lacks == second.lacks:
                self.assertLessEqual(due_by(first), due_by(second))
