import random
from math import comb, exp

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.projection import project
from ...tools.kpi.special import beta_share, negative_binomial_at_least, student_cdf

RUNS = 1000
SEED = 20260304
spans = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(lambda pair: (pair[0], sum(pair)))
steps = st.lists(
    st.tuples(st.floats(-100, 100), st.integers(1, 5)), min_size=5, max_size=40
).filter(lambda items: max(c / k for c, k in items) - min(c / k for c, k in items) > 1e-3)


def poisson(generator, mean):
    count, product = 0, generator.random()
    while product > exp(-mean):
        count += 1
        product *= generator.random()
    return count


@tagged("post_install", "-at_install")
class TestProjection(BaseCase):
    def test_distributions_against_published_values(self):
        # I_0.3(2, 5) = P(at least 2 of 6 with chance 0.3)
        exact = sum(comb(6, k) * 0.3**k * 0.7 ** (6 - k) for k in range(2, 7))
        self.assertAlmostEqual(beta_share(0.3, 2, 5), exact, 12)
        # tables of Student's distribution
        self.assertAlmostEqual(student_cdf(2.571, 5), 0.975, 4)
        self.assertAlmostEqual(student_cdf(-1.372, 10), 0.1, 4)
        # at least 2 failures before 3 successes of 0.5: 1 - (1/8 + 3/16)
        self.assertAlmostEqual(negative_binomial_at_least(2, 3, 0.5), 11 / 16, 12)

    @given(st.floats(0.001, 0.999), st.floats(0.5, 5000), st.floats(0.5, 5000))
    def test_the_beta_function_mirrors_itself(self, x, a, b):
        self.assertAlmostEqual(beta_share(x, a, b) + beta_share(1 - x, b, a), 1, 6)

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), spans, st.booleans())
    def test_more_achieved_is_never_less_likely(self, value, gain, target, span, more):
        worse, better = (
            project("count", figure, target, *span, more=more).probability
            for figure in (value, value + gain)
        )
        self.assertTrue(0 <= worse <= 1 and 0 <= better <= 1)
        if more:
            self.assertLessEqual(worse, better + 1e-9)
        else:
            self.assertLessEqual(better, worse + 1e-9)

    @given(
        st.sampled_from(["sum", "level"]),
        st.floats(-1000, 1000),
        st.floats(0, 1000),
        st.floats(-1000, 3000),
        spans,
        steps,
    )
    def test_higher_levels_and_sums_are_never_less_likely(
        self, kind, value, gain, target, span, changes
    ):
        worse, better = (
            project(kind, figure, target, *span, more=True, steps=changes)
            for figure in (value, value + gain)
        )
        self.assertTrue(0 <= worse.probability <= 1)
        self.assertLessEqual(worse.probability, better.probability + 1e-9)
        self.assertLessEqual(worse.low, worse.expected + 1e-6)
        self.assertLessEqual(worse.expected, worse.high + 1e-6)

    @given(
        st.sampled_from(["count", "sum", "level"]),
        st.integers(0, 100),
        st.integers(0, 100),
        st.integers(1, 60),
        st.booleans(),
    )
    def test_at_the_end_it_is_certain(self, kind, value, target, total, more):
        met = value >= target if more else value <= target
        found = project(kind, value, target, total, total, more=more)
        self.assertEqual(found, (float(met), value, value, value))

    def test_nothing_is_said_without_facts(self):
        self.assertIsNone(project("count", 0, 10, 0, 20, more=True))
        self.assertIsNone(
            project("sum", 100, 1000, 3, 20, more=True, steps=[(30, 1), (30, 1), (40, 1)])
        )
        self.assertIsNone(project("level", 80, 90, 9, 20, more=True, steps=[(0, 1)] * 9))

    def test_a_count_by_hand(self):
        # one day of two over, 1 event: size 1.5, chance 1/2; at least one more to come is
        # 1 - (1/2)^1.5
        found = project("count", 1, 2, 1, 2, more=True)
        self.assertAlmostEqual(found.probability, 1 - 0.5**1.5, 9)
        self.assertAlmostEqual(found.expected, 1 + 1.5)

    def test_a_sum_by_hand(self):
        # 100 a day, over five changes that took eight days; four days are left
        days = [(90, 1), (110, 1), (200, 2), (290, 3), (110, 1)]
        found = project("sum", 800, 1200, 8, 12, more=True, steps=days)
        self.assertAlmostEqual(found.expected, 1200)
        self.assertAlmostEqual(found.probability, 0.5)
        # squares 100 + 100 + 0 + 100/3 + 100 over 4: s² = 83.3; t of 4 degrees at 90 %: 1.533
        spread = (250 / 3) ** 0.5 * (4 + 16 / 8) ** 0.5 * 1.533
        self.assertAlmostEqual(found.high - found.expected, spread, 1)

    def test_a_planted_rate_is_recovered(self):
        """Of 1000 months the interval holds 80 %, and what is 70 % likely comes 70 times."""
        generator = random.Random(SEED)
        inside, likely, came = 0, 0.0, 0
        for _run in range(RUNS):
            rate = generator.uniform(0.5, 5)
            value = poisson(generator, rate * 10)
            end = value + poisson(generator, rate * 12)
            target = round(rate * 22 * generator.uniform(0.8, 1.2))
            found = project("count", value, target, 10, 22, more=True)
            inside += found.low <= end <= found.high
            likely += found.probability
            came += end >= target
        self.assertTrue(0.77 <= inside / RUNS <= 0.88, inside)
        self.assertAlmostEqual(likely / RUNS, came / RUNS, delta=0.04)

    def test_planted_amounts_are_recovered(self):
        generator = random.Random(SEED)
        inside, likely, came = 0, 0.0, 0
        for _run in range(RUNS):
            mean, spread = generator.uniform(50, 200), generator.uniform(10, 80)
            amounts = [generator.gauss(mean, spread) for _day in range(22)]
            target = mean * 22 * generator.uniform(0.9, 1.1)
            # nobody looked on the third day: two days in one
            days = [(amount, 1) for amount in [*amounts[:2], *amounts[4:10]]]
            days.append((amounts[2] + amounts[3], 2))
            found = project("sum", sum(amounts[:10]), target, 10, 22, more=True, steps=days)
            inside += found.low <= sum(amounts) <= found.high
            likely += found.probability
            came += sum(amounts) >= target
        self.assertAlmostEqual(inside / RUNS, 0.8, delta=0.04)
        self.assertAlmostEqual(likely / RUNS, came / RUNS, delta=0.04)

    def test_a_walk_without_drift_stays_in_its_interval(self):
        generator = random.Random(SEED)
        inside = 0
        for _run in range(RUNS):
            changes = [generator.gauss(0, 2) for _day in range(22)]
            value = 80 + sum(changes[:12])
            days = [(change, 1) for change in changes[:12]]
            found = project("level", value, 85, 12, 22, more=True, steps=days)
            inside += found.low <= 80 + sum(changes) <= found.high
        self.assertAlmostEqual(inside / RUNS, 0.8, delta=0.04)
