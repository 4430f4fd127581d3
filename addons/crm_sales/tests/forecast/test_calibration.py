import random

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.forecast import brier, calibration, skill

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


class TestCalibration(BaseCase):
    def test_the_table_by_hand(self):
        """Four deals of 25 %, one won; two of 90 %, both won.

        Wilson for 1 of 4: middle (0.25 + 0.48018) / 1.96036 = 0.37247, half 1.95996 ×
        √(0.046875 + 0.060023…) / 1.96036 = 0.32693: 0.04559 to 0.69936.
        """
        pairs = [(0.25, True)] + [(0.25, False)] * 3 + [(0.9, True)] * 2
        low, high = calibration(pairs)
        self.assertEqual((low.low, low.high, low.count, low.won), (0.2, 0.3, 4, 0.25))
        self.assertAlmostEqual(low.won_low, 0.04559, 4)
        self.assertAlmostEqual(low.won_high, 0.69936, 4)
        self.assertEqual((high.count, high.won, high.promised), (2, 1, 0.9))
        self.assertTrue(low.holds and high.holds)

    def test_the_score_by_hand(self):
        """(0.2 - 0)² and (0.6 - 1)²: 0.04 and 0.16, 0.1 on average; the base rate has 0.25."""
        pairs = [(0.2, False), (0.6, True)]
        self.assertAlmostEqual(brier(pairs), 0.1)
        self.assertAlmostEqual(skill(pairs), 0.6)

    def test_the_base_rate_knows_nothing(self):
        self.assertAlmostEqual(skill([(0.5, True), (0.5, False)]), 0)
        self.assertIsNone(skill([(0.7, True), (0.2, True)]))

    def test_nothing_decided_has_no_score(self):
        with self.assertRaises(ValueError):
            brier([])

    @given(PAIRS)
    def test_every_deal_is_in_one_bin(self, pairs):
        bins = calibration(pairs)
        self.assertEqual(sum(each.count for each in bins), len(pairs))
        won = sum(each.won * each.count for each in bins)
        self.assertAlmostEqual(won, sum(won for _chance, won in pairs))
        for each in bins:
            self.assertTrue(0 <= each.won_low <= each.won_high <= 1)
            self.assertTrue(each.won_low - 1e-9 <= each.won <= each.won_high + 1e-9)

    def test_honest_chances_are_seldom_called_false(self):
        """95 of 100 bins hold, give or take; over-sure chances are found."""
        draw, kept, found = random.Random(3), 0, 0
        for _round in range(100):
            truths = [0.35] * 200
            pairs = [(chance, draw.random() < chance) for chance in truths]
            kept += calibration(pairs)[0].holds
            found += not calibration([(0.55, won) for _chance, won in pairs])[0].holds
        self.assertGreaterEqual(kept, 90)
        self.assertGreaterEqual(found, 99)
