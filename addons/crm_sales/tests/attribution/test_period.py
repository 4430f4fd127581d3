from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.attribution import merge_paths, share_by_markov, share_by_shapley

channels = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5)
rows = st.lists(
    st.tuples(channels, st.integers(0, 9), st.integers(0, 9), st.integers(0, 10**9)), max_size=20
)


class TestPeriod(BaseCase):
    """Markov and Shapley over a period."""

    @given(rows)
    def test_both_add_up_to_the_revenue_to_the_cent(self, given_rows):
        journeys = [
            (steps, won, lost, cents / 100 if won else 0) for steps, won, lost, cents in given_rows
        ]
        total = sum(round(row[3] * 100) for row in journeys)
        for share in (share_by_markov, share_by_shapley):
            earned = share(journeys)
            if total:
                self.assertEqual(sum(round(100 * amount) for amount in earned.values()), total)

    def test_nothing_is_shared_where_nothing_was_won(self):
        self.assertEqual(share_by_shapley([(("a",), 0, 3, 0)]), {})
        self.assertEqual(share_by_markov([(("a",), 0, 3, 0)]), {"a": 0})

    def test_too_many_channels_are_not_told(self):
        self.assertIsNone(share_by_markov([((n,), 1, 0, 1) for n in range(200)]))

    def test_paths_are_merged(self):
        told = merge_paths(
            [
                ("a>b", "won", 2, 10.5),
                ("a>b", "lost", 1, 0),
                (False, "won", 1, 3),
                ("b", "lost", 4, 0),
            ]
        )
        self.assertEqual(told, [(("a", "b"), 2, 1, 10.5), (("b",), 0, 4, 0)])
