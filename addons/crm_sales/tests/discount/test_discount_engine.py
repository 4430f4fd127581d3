from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.discount import Limit, allowed, deduction_rate, given_percent

percents = st.floats(min_value=0, max_value=100)
prices = st.floats(min_value=0.01, max_value=1e6)


@tagged("post_install", "-at_install")
class TestDiscountEngine(BaseCase):
    def test_without_limits_anything_may_be_given(self):
        self.assertIsNone(allowed((), 0, None, "1/"))

    def test_a_category_is_narrower_than_a_team_and_a_team_than_all(self):
        limits = (
            Limit(0, 10),
            Limit(0, 15, team=7),
            Limit(0, 5, category="1/2/"),
        )
        self.assertEqual(allowed(limits, 0, 7, "1/2/9/"), 5)
        self.assertEqual(allowed(limits, 0, 7, "1/3/"), 15)
        self.assertEqual(allowed(limits, 0, 8, "1/3/"), 10)

    def test_the_best_of_the_levels_held_counts(self):
        limits = (Limit(0, 10), Limit(1, 20), Limit(3, 40))
        self.assertEqual([allowed(limits, level, None, "") for level in range(4)], [10, 20, 20, 40])

    def test_who_is_below_all_levels_may_give_nothing(self):
        self.assertEqual(allowed((Limit(2, 30),), 1, None, ""), 0)

    def test_a_discount_on_the_whole_order_lies_on_all_lines(self):
        # 200 off 1,000 is a fifth; a line at 10 % off is then 28 % below its price
        rate = deduction_rate([600, 400, -200])
        self.assertEqual(rate, 0.2)
        self.assertEqual(given_percent(100, 90, rate), 28.0)

    def test_more_taken_back_than_sold_is_all(self):
        self.assertEqual(deduction_rate([100, -300]), 1.0)
        self.assertEqual(deduction_rate([-300]), 1.0)
        self.assertEqual(deduction_rate([]), 0.0)

    def test_what_has_no_price_gives_nothing_away(self):
        self.assertEqual(given_percent(0, 50), 0.0)

    @given(prices, percents)
    def test_a_percent_taken_off_is_found_again(self, base, percent):
        found = given_percent(base, base * (1 - percent / 100))
        self.assertAlmostEqual(found, percent, delta=0.0051)

    @given(st.lists(st.tuples(st.integers(0, 3), percents), min_size=1, max_size=6))
    def test_a_higher_level_never_may_less(self, pairs):
        limits = [Limit(level, percent) for level, percent in pairs]
        found = [allowed(limits, level, None, "") for level in range(4)]
        self.assertEqual(found, sorted(found))
