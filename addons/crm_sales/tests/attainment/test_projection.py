from math import sqrt

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.attainment.gap import Deal, closing, weighted
from ...tools.attainment.projection import outlook

PAST = [(100, 1), (120, 1), (80, 1), (110, 1), (90, 1), (100, 1)]


@tagged("post_install", "-at_install")
class TestOutlook(BaseCase):
    def test_hand_worked_months(self):
        # six months of 100 on average, s² = (400 + 400 + 100 + 100) / 5 = 200; six to come:
        # 600 more, scale sqrt(200) * sqrt(6 + 36 / 6), t(5, 90 %) = 1.4759
        found = outlook("sum", 600, 1200, PAST, 6, 6)
        half = 1.4759 * sqrt(200) * sqrt(12)
        self.assertAlmostEqual(found.expected, 1200)
        self.assertAlmostEqual(found.high - found.expected, half, places=2)
        self.assertAlmostEqual(found.low, 1200 - half, places=2)
        self.assertAlmostEqual(found.probability, 0.5)

    def test_a_strong_month_to_come_weighs_more(self):
        self.assertAlmostEqual(outlook("sum", 600, 1200, PAST, 6, 9).expected, 1500)

    def test_four_months_say_nothing(self):
        self.assertIsNone(outlook("sum", 400, 1200, PAST[:4], 4, 8))

    def test_months_before_the_first_figure_do_not_count(self):
        late = [(0, 1)] * 6 + PAST[:4]
        self.assertIsNone(outlook("sum", 400, 1200, late, 4, 8))

    def test_a_level_is_not_projected(self):
        self.assertIsNone(outlook("level", 80, 85, PAST, 6, 6))

    def test_at_the_end_it_is_what_it_is(self):
        self.assertEqual(outlook("sum", 700, 600, [], 6, 0)[:3], (1.0, 700, 700))

    def test_counts_need_no_months_before(self):
        found = outlook("count", 10, 20, [], 6, 6)
        self.assertAlmostEqual(found.expected, 20.5)
        self.assertLess(found.low, 20)
        self.assertGreater(found.high, 20)

    @given(
        st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 30)), max_size=30),
        st.integers(0, 10**7),
        st.integers(1, 100),
    )
    def test_the_interval_holds_the_expected_and_not_less_than_there_is(self, past, value, left):
        found = outlook("sum", value, 10**6, past, 10, left)
        if found:
            self.assertLessEqual(value, found.low)
            self.assertLessEqual(found.low, found.expected)
            self.assertLessEqual(found.expected, found.high)


@tagged("post_install", "-at_install")
class TestGap(BaseCase):
    deals = [Deal(1, 500, 0.2), Deal(2, 300, 0.9), Deal(3, 400, 0.5), Deal(4, 100, 0.9)]

    def test_the_likeliest_that_suffice(self):
        self.assertEqual([deal.key for deal in closing(self.deals, 600)], [2, 4, 3])

    def test_all_when_they_do_not_suffice(self):
        self.assertEqual(len(closing(self.deals, 5000)), 4)

    def test_no_gap_no_deal(self):
        self.assertEqual(closing(self.deals, 0), [])

    def test_weighted(self):
        self.assertAlmostEqual(weighted(self.deals), 100 + 270 + 200 + 90)
