from random import Random

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.split import compare, variant


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

    def test_without_an_effect_a_winner_is_seldom_named(self):
        dice = Random(20260302)
        named = 0
        for _trial in range(1000):
            shares = [(sum(dice.random() < 0.3 for _each in range(200)), 200) for _side in "ab"]
            named += compare(*shares)["winner"] is not None
        self.assertLessEqual(named, 50)

    def test_a_planted_effect_is_mostly_found(self):
        dice = Random(20260303)
        found = 0
        for _trial in range(200):
            a = sum(dice.random() < 0.3 for _each in range(400))
            b = sum(dice.random() < 0.5 for _each in range(400))
            found += compare((a, 400), (b, 400))["winner"] == "b"
        self.assertGreaterEqual(found, 190)
