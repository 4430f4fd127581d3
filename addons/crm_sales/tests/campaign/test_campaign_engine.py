import random
from datetime import date, timedelta
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.campaign.holdout import held_out
from ...tools.campaign.money import payback_months, ratio, return_on_investment
from ...tools.campaign.uplift import Arm, mean_difference, share_difference, t_quantile

IDS = st.sets(st.integers(1, 10**6), max_size=200)


def _day(number):
    return date(2026, 1, 1) + timedelta(days=number)


def arm(values):
    return Arm(len(values), sum(values), sum(value * value for value in values))


def revenue(rng, rate):
    """What a member spends: mostly nothing, sometimes much."""
    return rng.lognormvariate(7, 1) if rng.random() < rate else 0.0


@tagged("post_install", "-at_install")
class TestHoldout(BaseCase):
    @given(IDS, st.integers(0, 50))
    def test_exactly_the_share_is_held_out_whatever_the_order(self, ids, percent):
        drawn = held_out(sorted(ids), percent, "a")
        self.assertLessEqual(abs(len(drawn) - len(ids) * percent / 100), 0.5)
        self.assertLessEqual(drawn, ids)
        self.assertEqual(drawn, held_out(sorted(ids, reverse=True), percent, "a"))

    @given(IDS, st.integers(0, 49))
    def test_a_greater_share_keeps_those_of_the_smaller(self, ids, percent):
        self.assertLessEqual(held_out(ids, percent, "a"), held_out(ids, percent + 1, "a"))

    def test_everybody_is_drawn_equally_often(self):
        counts = [0] * 100
        for seed in range(400):
            for one in held_out(range(100), 20, seed):
                counts[one] += 1
        # 80 expected, the standard deviation is 8
        self.assertGreater(min(counts), 50)
        self.assertLess(max(counts), 115)


@tagged("post_install", "-at_install")
class TestUplift(BaseCase):
    def test_the_interval_is_that_of_the_paper(self):
        # Newcombe (1998), table II, method 10
        found = share_difference(Arm(70, 56, 56), Arm(80, 48, 48))
        self.assertAlmostEqual(found.value, 0.2)
        self.assertAlmostEqual(found.low, 0.0524, 4)
        self.assertAlmostEqual(found.high, 0.3339, 4)
        found = share_difference(Arm(10, 9, 9), Arm(10, 3, 3))
        self.assertAlmostEqual(found.low, 0.1705, 4)
        self.assertAlmostEqual(found.high, 0.8090, 4)
        found = share_difference(Arm(10, 10, 10), Arm(20, 0, 0))
        self.assertAlmostEqual(found.low, 0.6791, 4)
        self.assertAlmostEqual(found.high, 1.0, 4)

    def test_quantiles_of_t_are_those_of_the_tables(self):
        for freedom, value in ((5, 2.5706), (10, 2.2281), (30, 2.0423), (1000, 1.9623)):
            self.assertAlmostEqual(t_quantile(freedom), value, 2)

    def test_means_by_hand(self):
        # means 2 and 5, variances 1 and 1, of 3 each: 4 degrees of freedom, t = 2.776
        found = mean_difference(arm([1, 2, 3]), arm([4, 5, 6]))
        self.assertAlmostEqual(found.value, -3)
        self.assertAlmostEqual(found.high, -3 + 2.776 * (2 / 3) ** 0.5, 1)
        self.assertTrue(found.is_shown)

    def test_an_empty_arm_says_nothing(self):
        none, some = Arm(0, 0, 0), Arm(10, 5, 5)
        self.assertEqual(share_difference(none, some)[1:], (-1.0, 1.0))
        self.assertEqual(mean_difference(none, some)[1:], (-inf, inf))
        self.assertFalse(mean_difference(Arm(9, 0, 0), Arm(9, 0, 0)).is_shown)

    @given(*(st.integers(0, 60) for _place in range(4)))
    def test_the_interval_holds_the_difference_and_turns_with_its_sides(self, a, b, c, d):
        first, second = Arm(a + b, a, a), Arm(c + d, c, c)
        one, other = share_difference(first, second), share_difference(second, first)
        self.assertLessEqual(one.low, one.value + 1e-9)
        self.assertGreaterEqual(one.high, one.value - 1e-9)
        self.assertAlmostEqual(one.low, -other.high)
        if not a and not c:
            self.assertFalse(one.is_shown)

    @given(st.lists(st.floats(0, 1e6), min_size=2), st.lists(st.floats(0, 1e6), min_size=2))
    def test_the_interval_of_means_holds_the_difference(self, left, right):
        found = mean_difference(arm(left), arm(right))
        self.assertLessEqual(found.low, found.value)
        self.assertGreaterEqual(found.high, found.value)

    def test_a_planted_effect_is_recovered(self):
        rng = random.Random(7)
        hits = covered = shown = 0
        for _run in range(100):
            treated = sum(rng.random() < 0.15 for _one in range(1000))
            held = sum(rng.random() < 0.08 for _one in range(500))
            found = share_difference(Arm(1000, treated, treated), Arm(500, held, held))
            covered += found.low <= 0.07 <= found.high
            hits += found.low > 0
        self.assertGreaterEqual(covered, 92)
        self.assertGreaterEqual(hits, 95)
        for _run in range(100):
            treated = arm([revenue(rng, 0.30) for _one in range(1000)])
            held = arm([revenue(rng, 0.10) for _one in range(500)])
            shown += mean_difference(treated, held).low > 0
        self.assertGreaterEqual(shown, 95)

    def _count_none_shown(self, seed, runs):
        """Return how often no effect was shown in shares and means that have none."""
        rng = random.Random(seed)
        shares = means = 0
        for _run in range(runs):
            treated = sum(rng.random() < 0.1 for _one in range(800))
            held = sum(rng.random() < 0.1 for _one in range(200))
            found = share_difference(Arm(800, treated, treated), Arm(200, held, held))
            shares += not found.is_shown
            sides = [[revenue(rng, 0.2) for _one in range(size)] for size in (800, 200)]
            means += not mean_difference(*map(arm, sides)).is_shown
        return shares, means

    def test_where_there_is_no_effect_none_is_shown(self):
        shares, means = self._count_none_shown(1, 100)
        self.assertGreaterEqual(shares, 95)
        self.assertGreaterEqual(means, 95)

    def test_in_the_long_run_chance_looks_like_an_effect_once_in_twenty(self):
        for found in self._count_none_shown(4, 1000):
            # two standard errors around 950
            self.assertGreaterEqual(found, 936)


@tagged("post_install", "-at_install")
class TestMoney(BaseCase):
    def test_returns_by_hand(self):
        self.assertEqual(return_on_investment(300, 100), 2)
        self.assertEqual(return_on_investment(50, 100), -0.5)
        self.assertIsNone(return_on_investment(50, 0))
        self.assertIsNone(ratio(5, 0))

    def test_payback_is_the_day_from_which_on_the_cost_is_covered(self):
        rows = [(10, 60.0), (40, 50.0), (50, -20.0), (70, 30.0)]
        days = [(_day(day), amount) for day, amount in rows]
        self.assertAlmostEqual(payback_months(100, days, _day(0)) * 30.436875, 70)
        self.assertAlmostEqual(payback_months(100, days[:2], _day(0)) * 30.436875, 40)
        self.assertIsNone(payback_months(100, days[:3], _day(0)))
        self.assertIsNone(payback_months(0, days, _day(0)))

    @given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 500)), max_size=20))
    def test_what_comes_in_any_order_pays_back_on_the_same_day(self, rows):
        days = [(_day(day), amount) for day, amount in rows]
        months = payback_months(700, days, _day(0))
        self.assertEqual(months, payback_months(700, days[::-1], _day(0)))
        self.assertEqual(months is not None, sum(amount for _day, amount in rows) >= 700)
