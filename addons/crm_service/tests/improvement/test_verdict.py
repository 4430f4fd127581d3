import math
import random

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ...tools.improvement.distributions import beta_cdf, beta_quantile, student_quantile
from ...tools.improvement.verdict import Count, judge_means, judge_rates, ratio_interval

EVENTS = st.integers(0, 60)
EXPOSURE = st.floats(0.5, 50)
FIGURES = st.lists(st.floats(-100, 100), min_size=7, max_size=30)


def poisson(rng, mean):
    """Draw by Knuth's method."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


class TestVerdict(TransactionCase):
    def test_quantiles_are_those_of_the_tables(self):
        for freedom, expected in ((1, 12.7062), (10, 2.2281), (30, 2.0423), (1000, 1.9623)):
            self.assertAlmostEqual(student_quantile(0.975, freedom), expected, 4)
        # Beta(5, 6), and by symmetry Beta(6, 5)
        self.assertAlmostEqual(beta_quantile(0.025, 5, 6), 0.18709, 5)
        self.assertAlmostEqual(beta_quantile(0.975, 6, 5), 1 - 0.18709, 5)
        # the uniform distribution
        self.assertAlmostEqual(beta_cdf(0.3, 1, 1), 0.3)

    def test_the_interval_of_a_ratio_worked_by_hand(self):
        """No event after six before: of 6, the part after is at most 1 - 0.025^(1/6)."""
        low, high = ratio_interval(Count(6, 4), Count(0, 4))
        part = 1 - 0.025 ** (1 / 6)
        self.assertEqual(low, 0)
        self.assertAlmostEqual(high, part / (1 - part), 6)
        self.assertAlmostEqual(high, 0.84931, 5)

    def test_tickets_that_became_fewer_are_better(self):
        """20 in four weeks, then 6: 5 a week and 1.5 a week, a ratio of 0.3 (0.10 to 0.77).

        At the ends, 6 or less, or 6 or more, of 26 have a chance of 2.5 %: summed up here.
        """
        result = judge_rates(Count(20, 4), Count(6, 4))
        self.assertEqual(result.verdict, "better")
        self.assertEqual((result.before, result.after), (5.0, 1.5))
        self.assertAlmostEqual(result.effect, 0.3)
        high, low = (ratio / (1 + ratio) for ratio in (result.high, result.low))
        self.assertAlmostEqual(self._chance(range(7), 26, high), 0.025, 6)
        self.assertAlmostEqual(self._chance(range(6, 27), 26, low), 0.025, 6)

    def _chance(self, counts, total, part):
        """Return the chance of ``counts`` out of ``total`` by the binomial formula."""
        return sum(
            math.comb(total, count) * part**count * (1 - part) ** (total - count)
            for count in counts
        )

    def test_tickets_that_became_more_are_worse(self):
        self.assertEqual(judge_rates(Count(6, 4), Count(20, 4)).verdict, "worse")

    def test_what_chance_does_as_well_is_no_change(self):
        self.assertEqual(judge_rates(Count(12, 4), Count(9, 4)).verdict, "same")

    def test_it_is_too_early_before_the_time_is_over(self):
        self.assertEqual(judge_rates(Count(20, 4), Count(0, 4), is_full=False).verdict, "early")

    def test_it_is_too_early_with_less_than_six_events(self):
        self.assertEqual(judge_rates(Count(5, 4), Count(0, 4)).verdict, "early")
        self.assertEqual(judge_rates(Count(6, 4), Count(0, 4)).verdict, "better")

    def test_without_exposure_nothing_is_said(self):
        self.assertEqual(judge_rates(Count(9, 0), Count(9, 4)).verdict, "early")

    def test_means_worked_by_hand(self):
        """1 … 8 and 11 … 18: variances 6, error sqrt(6/8 + 6/8) = 1.2247, 14 degrees of freedom,
        t = 2.9768: 10 ± 3.6459."""
        result = judge_means(list(range(1, 9)), list(range(11, 19)))
        self.assertEqual(result.verdict, "better")
        self.assertAlmostEqual(result.low, 6.3541, 3)
        self.assertAlmostEqual(result.high, 13.6459, 3)

    def test_where_less_is_better_more_is_worse(self):
        result = judge_means(list(range(1, 9)), list(range(11, 19)), less_is_better=True)
        self.assertEqual(result.verdict, "worse")

    def test_figures_that_never_vary_are_compared_as_they_are(self):
        self.assertEqual(judge_means([5] * 7, [5] * 7).verdict, "same")
        self.assertEqual(judge_means([5] * 7, [6] * 7).verdict, "better")

    def test_few_days_are_too_early(self):
        self.assertEqual(judge_means([1] * 28, [9] * 6).verdict, "early")
        self.assertEqual(judge_means([], []).verdict, "early")

    @given(EVENTS, EXPOSURE, EVENTS, EXPOSURE)
    @settings(max_examples=200, deadline=None)
    def test_the_effect_lies_in_its_range(self, before, weeks, after, later):
        assume(before)
        result = judge_rates(Count(before, weeks), Count(after, later))
        self.assertLessEqual(result.low, result.effect + 1e-6)
        self.assertLessEqual(result.effect, result.high + 1e-6)

    @given(EVENTS, EXPOSURE, EVENTS, EXPOSURE)
    @settings(max_examples=200, deadline=None)
    def test_turned_round_better_is_worse(self, before, weeks, after, later):
        pair = Count(before, weeks), Count(after, later)
        turned = {"better": "worse", "worse": "better", "same": "same", "early": "early"}
        there = judge_rates(*pair).verdict
        self.assertEqual(judge_rates(*pair[::-1]).verdict, turned[there])
        self.assertEqual(judge_rates(*pair, less_is_better=False).verdict, turned[there])

    @given(FIGURES, FIGURES, st.floats(-50, 50))
    @example([0.0] * 7, [0.0] * 6 + [2.7e-110], 0.0)
    @settings(max_examples=200, deadline=None)
    def test_what_is_added_to_all_days_changes_no_difference(self, before, after, more):
        there = judge_means(before, after)
        moved = judge_means([day + more for day in before], [day + more for day in after])
        self.assertAlmostEqual(there.effect, moved.effect, 6)
        self.assertAlmostEqual(there.high - there.low, moved.high - moved.low, 4)

    def test_without_an_effect_rates_say_no_change_in_95_of_100(self):
        rng = random.Random(0)
        words = [
            judge_rates(Count(poisson(rng, 20), 4), Count(poisson(rng, 20), 4)).verdict
            for _run in range(1000)
        ]
        self.assertGreaterEqual(words.count("same"), 950)

    def test_without_an_effect_means_say_no_change_in_95_of_100(self):
        rng = random.Random(0)
        words = [
            judge_means(*([rng.gauss(50, 10) for _day in range(28)] for _side in "ab")).verdict
            for _run in range(1000)
        ]
        self.assertGreaterEqual(words.count("same"), 950)

    def test_a_planted_effect_on_rates_is_found(self):
        rng = random.Random(1)
        words = [
            judge_rates(Count(poisson(rng, 60), 4), Count(poisson(rng, 24), 4)).verdict
            for _run in range(100)
        ]
        self.assertGreaterEqual(words.count("better"), 90)
        self.assertNotIn("worse", words)

    def test_a_planted_effect_on_means_is_found(self):
        rng = random.Random(1)
        words = [
            judge_means(
                [rng.gauss(50, 10) for _day in range(28)],
                [rng.gauss(64, 14) for _day in range(28)],
            ).verdict
            for _run in range(100)
        ]
        self.assertGreaterEqual(words.count("better"), 90)
        self.assertNotIn("worse", words)

    def test_the_range_holds_the_true_ratio(self):
        rng, held = random.Random(3), 0
        for _run in range(1000):
            low, high = ratio_interval(Count(poisson(rng, 30), 4), Count(poisson(rng, 15), 4))
            held += low <= 0.5 <= high
        self.assertGreaterEqual(held, 950)
