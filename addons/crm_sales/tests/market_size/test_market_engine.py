from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.market_size import Factor, Interval, measure, share_of, spread

AMOUNTS = st.floats(0, 1e6)


@st.composite
def intervals(draw):
    return Interval(*sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS))))


FACTORS = st.lists(
    st.builds(Factor, st.sampled_from(["tam", "sam", "som"]), st.sampled_from("ab"), intervals()),
    max_size=6,
)


@tagged("post_install", "-at_install")
class TestMarketEngine(BaseCase):
    def test_top_down_narrows_from_level_to_level(self):
        # 2,000 plants × 3 robots × 100,000 = 600 m; 40 % of it = 240 m; 10 % of that = 24 m
        factors = [
            Factor("tam", "", spread(2000)),
            Factor("tam", "", spread(3)),
            Factor("tam", "", spread(100_000)),
            Factor("sam", "", spread(40, is_percent=True)),
            Factor("som", "", spread(10, is_percent=True)),
        ]
        sizes = measure(factors, True)
        self.assertEqual([sizes[level].value for level in sizes], [600e6, 240e6, 24e6])

    def test_blocks_are_added_and_their_factors_multiplied(self):
        # 100 × 5 + 10 × 30 = 800
        factors = [
            Factor("tam", "cars", spread(100)),
            Factor("tam", "cars", spread(5)),
            Factor("tam", "phones", spread(10)),
            Factor("tam", "phones", spread(30)),
        ]
        self.assertEqual(measure(factors, False)["tam"].value, 800)

    def test_bottom_up_builds_each_level_from_its_own(self):
        factors = [Factor("tam", "", spread(900)), Factor("som", "", spread(20))]
        sizes = measure(factors, False)
        self.assertEqual((sizes["tam"].value, sizes["sam"], sizes["som"].value), (900, None, 20))

    def test_top_down_without_a_level_between_knows_nothing_below(self):
        factors = [Factor("tam", "", spread(900)), Factor("som", "", spread(20))]
        self.assertIsNone(measure(factors, True)["som"])

    def test_ends_multiply_to_ends(self):
        # (8 … 10 … 12) × (2 … 3 … 5) = 16 … 30 … 60
        factors = [Factor("tam", "", spread(10, 8, 12)), Factor("tam", "", spread(3, 2, 5))]
        self.assertEqual(measure(factors, True)["tam"], (16, 30, 60))

    def test_ends_on_the_wrong_side_are_refused(self):
        for value, low, high in ((10, 11, 0), (10, 0, 9), (-1, 0, 0)):
            with self.assertRaises(ValueError):
                spread(value, low, high)

    def test_a_share_of_nothing_is_none(self):
        self.assertEqual(share_of(5, 0), 0)
        self.assertEqual(share_of(5, 20), 25)

    @given(FACTORS, st.booleans())
    def test_the_value_lies_between_its_ends(self, factors, is_top_down):
        for size in measure(factors, is_top_down).values():
            if size:
                self.assertLessEqual(size.low, size.value)
                self.assertLessEqual(size.value, size.high)

    @given(FACTORS, st.booleans())
    def test_exact_factors_leave_no_interval(self, factors, is_top_down):
        exact = [each._replace(interval=spread(each.interval.value)) for each in factors]
        for size in measure(exact, is_top_down).values():
            if size:
                self.assertEqual(size.low, size.high)
