from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.journey.split import compare, variant


@tagged("post_install", "-at_install")
class TestSplit(BaseCase):
    def test_an_order_keeps_its_variant_and_half_get_each(self):
        said = [variant(7, order) for order in range(4000)]
        self.assertEqual(said, [variant(7, order) for order in range(4000)])
        self.assertAlmostEqual(said.count("a") / 4000, 0.5, delta=0.03)

    def test_a_planted_difference_is_found(self):
        self.assertEqual(compare((300, 1000), (450, 1000))["winner"], "b")

    def test_few_answers_show_nothing(self):
        self.assertIsNone(compare((1, 5), (4, 5))["winner"])
        self.assertIsNone(compare((0, 0), (0, 0))["winner"])

    @given(st.integers(0, 500), st.integers(0, 500))
    def test_equal_shares_show_nothing(self, count, hits):
        hits = min(hits, count)
        self.assertIsNone(compare((hits, count), (hits, count))["winner"])
