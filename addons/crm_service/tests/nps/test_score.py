from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.crm_customer.tools.quarter import quarter_bounds, quarter_of

from ...tools.nps import group_of, is_sampled, score_of

COUNTS = st.tuples(*[st.integers(0, 400)] * 3)


class TestScore(BaseCase):
    def test_groups_by_the_source(self):
        groups = [group_of(answer) for answer in range(11)]
        self.assertEqual(groups, ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2)
        for odd in (-1, 11):
            with self.assertRaises(ValueError):
                group_of(odd)

    def test_a_score_by_hand(self):
        """5 promoters, 3 passive, 2 detractors: (5 - 2) / 10 = 30.

        With 3/4 more of both and 3 more in all: 5.75 / 13 and 2.75 / 13, difference 3 / 13 =
        0.230769; variance (8.5 / 13 - 0.053254) / 13 = 0.046200; 1.96 times its root, 0.214943,
        is 0.421281: from -19.05 to 65.20.
        """
        found = score_of(5, 3, 2)
        self.assertEqual(found.score, 30)
        self.assertAlmostEqual(found.low, -19.05, 2)
        self.assertAlmostEqual(found.high, 65.20, 2)

    def test_nothing_answered_is_nothing_known(self):
        found = score_of(0, 0, 0)
        self.assertEqual((found.score, found.low, found.high), (None, -100, 100))

    @given(COUNTS)
    def test_a_score_lies_in_its_range_and_that_between_the_ends(self, counts):
        found = score_of(*counts)
        self.assertLessEqual(-100, found.low)
        self.assertLess(found.low, found.high)
        self.assertLessEqual(found.high, 100)
        if sum(counts) > 3:
            # the middle of the range is drawn to 0 by three added answers
            self.assertLessEqual(found.low - 1e-9, found.score)
            self.assertLessEqual(found.score, found.high + 1e-9)

    @given(COUNTS)
    def test_seen_from_the_other_side_it_is_the_opposite(self, counts):
        up, middle, down = counts
        found, other = score_of(up, middle, down), score_of(down, middle, up)
        self.assertAlmostEqual(found.low, -other.high, 9)
        if sum(counts):
            self.assertAlmostEqual(found.score, -other.score, 9)

    @given(st.tuples(*[st.integers(1, 50)] * 3), st.integers(2, 20))
    def test_more_answers_of_the_same_kind_are_surer(self, counts, factor):
        few = score_of(*counts)
        many = score_of(*(factor * count for count in counts))
        self.assertAlmostEqual(few.score, many.score, 9)
        self.assertLess(many.high - many.low, few.high - few.low)

    def test_the_range_holds_the_true_score_in_95_of_100_samples(self):
        """Lots drawn by the sampler itself; true shares 50 %, 30 %, 20 %: 30."""
        held = 0
        for draw in range(1000):
            lots = [is_sampled(draw, key, 0.5) for key in range(40)]
            rest = [is_sampled(-draw - 1, key, 0.6) for key in range(40)]
            up = sum(lots)
            middle = sum(second for lot, second in zip(lots, rest, strict=True) if not lot)
            found = score_of(up, middle, 40 - up - middle)
            held += found.low <= 30 <= found.high
        self.assertGreaterEqual(held, 930)
        self.assertLessEqual(held, 975)

    # the sample
    @given(st.integers(), st.integers(), st.floats(0, 1), st.floats(0, 1))
    def test_who_is_in_a_small_sample_is_in_the_larger_one(self, draw, key, one, other):
        small, large = sorted((one, other))
        if is_sampled(draw, key, small):
            self.assertTrue(is_sampled(draw, key, large))

    @given(st.integers(), st.integers())
    def test_all_or_none(self, draw, key):
        self.assertTrue(is_sampled(draw, key, 1))
        self.assertFalse(is_sampled(draw, key, 0))

    def test_a_sample_has_about_its_share_and_differs_from_draw_to_draw(self):
        first, second = (
            {key for key in range(4000) if is_sampled(draw, key, 0.25)} for draw in (1, 2)
        )
        for drawn in (first, second):
            self.assertAlmostEqual(len(drawn) / 4000, 0.25, 1)
        self.assertAlmostEqual(len(first & second) / 4000, 0.0625, 1)

    # quarters
    def test_quarters_by_hand(self):
        self.assertEqual(quarter_bounds(2026, 1), (date(2026, 1, 1), date(2026, 3, 31)))
        self.assertEqual(quarter_bounds(2026, 4), (date(2026, 10, 1), date(2026, 12, 31)))
        self.assertEqual(quarter_of(date(2026, 2, 28)), (2026, 1))

    @given(st.dates(date(1900, 1, 1), date(2300, 1, 1)))
    def test_each_day_lies_in_its_quarter_and_quarters_meet(self, day):
        year, number = quarter_of(day)
        first, last = quarter_bounds(year, number)
        self.assertTrue(first <= day <= last)
        following = quarter_of(last + timedelta(days=1))
        self.assertEqual(quarter_bounds(*following)[0], last + timedelta(days=1))
