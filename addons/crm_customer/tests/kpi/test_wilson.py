from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ...tools.wilson import wilson


class TestWilson(TransactionCase):
    def test_known_ranges(self):
        """By the formula of the source; 8 of 10 and 0 of 10 stand in many textbooks."""
        for hits, count, low, high in (
            (8, 10, 0.4902, 0.9433),
            (0, 10, 0.0, 0.2775),
            (10, 10, 0.7225, 1.0),
            (50, 100, 0.4038, 0.5962),
        ):
            found = wilson(hits, count)
            self.assertAlmostEqual(found[0], low, 4)
            self.assertAlmostEqual(found[1], high, 4)

    def test_nothing_counted_is_nothing_known(self):
        self.assertEqual(wilson(0, 0), (0.0, 1.0))

    @given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_the_share_lies_in_its_range(self, pair):
        hits, count = pair
        low, high = wilson(hits, count)
        self.assertLessEqual(0, low)
        self.assertLessEqual(low, hits / count + 1e-12)
        self.assertLessEqual(hits / count - 1e-12, high)
        self.assertLessEqual(high, 1)

    @given(st.integers(1, 500), st.integers(1, 20))
    def test_more_answers_of_the_same_share_are_surer(self, hits, factor):
        few, many = wilson(hits, 2 * hits), wilson(hits * factor, 2 * hits * factor)
        self.assertLessEqual(many[1] - many[0], few[1] - few[0] + 1e-12)

    @given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_the_range_is_the_same_seen_from_the_other_side(self, pair):
        hits, count = pair
        low, high = wilson(hits, count)
        other = wilson(count - hits, count)
        self.assertAlmostEqual(low, 1 - other[1], 9)
        self.assertAlmostEqual(high, 1 - other[0], 9)
