import random
from math import comb

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cross_sell.pairs import Counts, chance, choose, holm, measure, pair_number


@st.composite
def counts(draw):
    total = draw(st.integers(1, 300))
    first = draw(st.integers(0, total))
    other = draw(st.integers(0, total))
    both = draw(st.integers(max(0, first + other - total), min(first, other)))
    return Counts(both, first, other, total)


def baskets(seed, customers=200, products=30, planted=None):
    """Return the counts of all pairs of random baskets; ``planted`` is the chance of a partner."""
    dice = random.Random(seed)
    shares = [dice.uniform(0.05, 0.4) for _product in range(products)]
    bought = []
    for _customer in range(customers):
        basket = {product for product in range(products) if dice.random() < shares[product]}
        if planted and 0 in basket and dice.random() < planted:
            basket.add(1)
        bought.append(basket)
    sizes = [sum(product in basket for basket in bought) for product in range(products)]
    pairs = [(one, two) for one in range(products) for two in range(one + 1, products)]
    rows = [
        Counts(
            sum(one in basket and two in basket for basket in bought),
            sizes[one],
            sizes[two],
            customers,
        )
        for one, two in pairs
    ]
    return pairs, rows


@tagged("post_install", "-at_install")
class TestPairs(BaseCase):
    def test_measures_of_a_hand_worked_pair(self):
        # 34 of 120 who buy the one buy the other, which 101 of 1000 buy: 0.2833 / 0.101
        found = measure(Counts(34, 120, 101, 1000))
        self.assertAlmostEqual(found.support, 0.034)
        self.assertAlmostEqual(found.confidence, 34 / 120)
        self.assertAlmostEqual(found.lift, 34 * 1000 / (120 * 101))
        self.assertTrue(found.low < found.confidence < found.high)

    def test_measures_of_nothing(self):
        self.assertEqual(measure(Counts(0, 0, 0, 0))[:2], (0, 0))

    def test_the_tea_of_fisher(self):
        # the lady tasting tea (Fisher 1935): 3 of 4 right by chance in 17 of 70
        self.assertAlmostEqual(chance(Counts(3, 4, 4, 8)), 17 / 70)
        self.assertAlmostEqual(chance(Counts(4, 4, 4, 8)), 1 / 70)

    def test_holm_minds_how_many_could_have_been_found(self):
        self.assertEqual(holm([0.01, 0.04], 2), {0, 1})
        self.assertEqual(holm([0.01, 0.04], 5), {0})
        self.assertEqual(holm([0.02], 3), set())

    def test_pairs_of_products(self):
        self.assertEqual([pair_number(number) for number in (0, 1, 2, 5)], [0, 0, 1, 10])

    @settings(max_examples=150, deadline=None)
    @given(counts())
    def test_chance_is_the_sum_of_its_terms(self, row):
        both, first, other, total = row
        whole = comb(total, first)
        tail = sum(
            comb(other, number) * comb(total - other, first - number)
            for number in range(both, min(first, other) + 1)
        )
        self.assertAlmostEqual(chance(row), tail / whole, 8)

    @settings(max_examples=100, deadline=None)
    @given(counts())
    def test_both_directions_have_one_lift_and_one_chance(self, row):
        turned = Counts(row.both, row.other, row.first, row.total)
        self.assertAlmostEqual(measure(row).lift, measure(turned).lift)
        self.assertAlmostEqual(chance(row), chance(turned), 8)

    def test_without_association_none_is_proposed_in_95_of_100_runs(self):
        found = 0
        for seed in range(100):
            _pairs, rows = baskets(seed)
            found += bool(choose(rows, pair_number(30), 1.0))
        self.assertLessEqual(found, 5)

    def test_a_planted_pair_is_found_and_hardly_another(self):
        others = 0
        for seed in range(20):
            pairs, rows = baskets(seed, planted=0.9)
            found = {pairs[place] for place in choose(rows, pair_number(30), 1.2)}
            self.assertIn((0, 1), found)
            others += bool(found - {(0, 1)})
        self.assertLessEqual(others, 2)
