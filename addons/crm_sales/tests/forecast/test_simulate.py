from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.forecast import simulate

DEALS = st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), max_size=8)


class TestSimulate(BaseCase):
    def test_what_is_expected_by_hand(self):
        """100 × 0.5 + 200 × 0.25 + 40 so far + 30 of new deals on average."""
        found = simulate([(100, 0.5), (200, 0.25)], [10, 20, 40, 50], already=40)
        self.assertEqual((found.expected, found.new_business), (170, 30))

    def test_what_is_certain_has_no_range(self):
        found = simulate([(100, 1), (50, 0)], already=7)
        self.assertEqual((found.low, found.median, found.high, found.expected), (107,) * 4)

    def test_few_periods_say_nothing_of_new_business(self):
        self.assertEqual(simulate([], [500, 500, 500]).expected, 0)

    def test_the_range_of_many_equal_deals_is_that_of_the_binomial(self):
        """100 deals of 1 with 0.5: 44 to 56 hold 80 %."""
        found = simulate([(1, 0.5)] * 100)
        self.assertAlmostEqual(found.low, 44, delta=1)
        self.assertAlmostEqual(found.high, 56, delta=1)

    def test_the_same_again_says_the_same(self):
        deals = [(5, 0.3)] * 9
        self.assertEqual(simulate(deals, seed=4), simulate(deals, seed=4))

    @settings(max_examples=20)
    @given(DEALS, st.integers(0, 1000))
    def test_the_range_lies_between_nothing_and_everything(self, deals, already):
        found = simulate(deals, already=already, rounds=200)
        whole = already + sum(value for value, _chance in deals)
        self.assertTrue(already <= found.low <= found.median <= found.high <= whole)
