from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.next_order import Rhythm, rhythm

FIRST = date(2026, 1, 1)
days_of = st.lists(st.integers(0, 2000), max_size=12).map(
    lambda offsets: [FIRST + timedelta(days=offset) for offset in offsets]
)


def after(*offsets):
    return [FIRST + timedelta(days=offset) for offset in offsets]


@tagged("post_install", "-at_install")
class TestNextOrder(BaseCase):
    def test_two_days_of_purchase_say_nothing(self):
        self.assertEqual(rhythm(after(0, 30)), Rhythm())
        self.assertEqual(rhythm(after(0, 30, 30, 0)), Rhythm())
        self.assertEqual(rhythm([]), Rhythm())

    def test_the_median_is_not_moved_by_one_long_pause(self):
        # gaps of 30, 30 and 300 days
        found = rhythm(after(0, 30, 60, 360))
        self.assertEqual((found.interval, found.average), (30.0, 120.0))
        self.assertEqual(found.date_next, FIRST + timedelta(days=390))
        self.assertEqual(found.date_lapsed, FIRST + timedelta(days=420))

    def test_half_days_are_rounded_up(self):
        # gaps of 10 and 11 days
        found = rhythm(after(0, 10, 21))
        self.assertEqual(found.interval, 10.5)
        self.assertEqual(found.date_next, FIRST + timedelta(days=32))
        self.assertEqual(found.date_lapsed, FIRST + timedelta(days=42))

    @given(days_of)
    def test_order_and_repeats_mean_nothing(self, days):
        self.assertEqual(rhythm(days), rhythm(sorted(days + days, reverse=True)))

    @given(days_of)
    def test_the_next_order_is_after_the_last_and_lapses_later(self, days):
        found = rhythm(days)
        self.assertEqual(found.date_next is None, len(set(days)) < 3)
        if found.date_next:
            self.assertGreater(found.date_next, max(days))
            self.assertGreaterEqual(found.date_lapsed, found.date_next)
