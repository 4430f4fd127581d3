from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.plan.draft import Draft, draft, fill_up, latest_months

figures = st.integers(0, 10**6).map(float)
rows = st.lists(st.lists(figures, min_size=12, max_size=12), min_size=1, max_size=8)


def make(**values):
    defaults = {
        "total": 1200,
        "season": [1.0] * 12,
        "weights": [[1.0] * 12] * 3,
        "by_month": False,
        "teams": [1, 1, 2],
        "newcomer": 0.5,
        "locked": {},
        "step": "1",
    }
    return draft(Draft(**(defaults | values)))


@tagged("post_install", "-at_install")
class TestDraft(BaseCase):
    def test_rounding_is_made_up_for_in_later_months(self):
        # 100 a month over three: each gets 400 in the year
        self.assertEqual([sum(row) for row in make()], [400, 400, 400])

    def test_a_newcomer_gets_a_part_of_the_team_average(self):
        self.assertEqual(fill_up([100, 300, 0, 0], [1, 1, 1, 2], 0.5), [100, 300, 100, 100])

    def test_locked_cells_stay_and_the_others_share_the_rest(self):
        found = make(locked={(0, 0): 90.0, (1, 0): 0.0})
        self.assertEqual([row[0] for row in found], [90, 0, 10])

    def test_the_latest_months_that_are_over(self):
        months = [date(2027, month, 1) for month in range(1, 13)]
        last = latest_months(months, date(2026, 3, 16), 2)
        self.assertEqual([period.start.year for period in last[1]], [2026] * 2 + [2025] * 10)
        self.assertEqual([period.start.year for period in last[0]], [2025] * 2 + [2024] * 10)
        self.assertEqual(last[1][1].stop, date(2026, 2, 28))

    @given(st.integers(0, 10**9), rows, st.booleans(), st.sampled_from(["0.01", "1", "100"]))
    def test_it_adds_up(self, total, weights, by_month, step):
        found = make(
            total=total,
            weights=weights,
            teams=[0] * len(weights),
            by_month=by_month,
            step=step,
            season=weights[0],
        )
        cents = sum(round(amount * 100) for row in found for amount in row)
        self.assertEqual(cents, total * 100)
        self.assertGreaterEqual(min(map(min, found)), 0)
