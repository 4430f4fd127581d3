from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.share import split

totals = st.decimals(-1_000_000, 1_000_000, places=2).map(float)
shares = st.lists(
    st.one_of(st.integers(0, 1_000_000), st.floats(0, 1e6).map(lambda x: round(x, 3))),
    min_size=1,
    max_size=30,
)


@tagged("post_install", "-at_install")
class TestShare(BaseCase):
    @given(totals, shares, st.integers(0, 4))
    def test_parts_add_up_exactly(self, total, weights, digits):
        parts = split(total, weights, digits)
        self.assertEqual(len(parts), len(weights))
        self.assertEqual(sum(Decimal(str(part)) for part in parts), Decimal(str(total)))

    @given(st.integers(0, 100_000), shares)
    def test_no_part_is_a_step_off_its_exact_share(self, total, weights):
        weights = [1] * len(weights) if not any(weights) else weights
        for part, weight in zip(split(total, weights), weights, strict=True):
            self.assertLess(abs(part - total * weight / sum(weights)), 1 + 1e-6)

    @given(st.integers(0, 100_000), shares)
    def test_who_weighs_more_gets_no_less(self, total, weights):
        pairs = sorted(zip(weights, split(total, weights), strict=True))
        for (light, less), (heavy, more) in zip(pairs, pairs[1:], strict=False):
            if light < heavy and any(weights):
                self.assertLessEqual(less, more)

    def test_hand_worked(self):
        self.assertEqual(split(100, [1, 1, 1]), [34, 33, 33])
        # exact shares 41.67, 33.33, 25.00: the one step left goes to .67
        self.assertEqual(split(100, [5, 4, 3]), [42, 33, 25])
        self.assertEqual(split(10, [0, 0]), [5, 5])
        self.assertEqual(split(10, [0, 3]), [0, 10])
        self.assertEqual(split(0.05, [1, 1], 2), [0.03, 0.02])
        self.assertEqual(split(-10, [2, 1]), [-7, -3])
        self.assertEqual(split(1.5, [1, 1]), [0.8, 0.7])

    def test_nobody_and_negative_weights_are_refused(self):
        for weights in ([], [1, -1]):
            with self.assertRaises(ValueError):
                split(10, weights)
