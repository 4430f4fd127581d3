from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.plan.season import expected, seasonal_indices
from ...tools.plan.split import Cell, LockedError, share, spread

amounts = st.integers(0, 10**9).map(lambda cents: cents / 100)
cells = st.lists(
    st.builds(Cell, amounts, st.integers(0, 1000).map(float), st.booleans()),
    min_size=1,
    max_size=30,
)


@tagged("post_install", "-at_install")
class TestSplit(BaseCase):
    def test_a_hundred_over_three_goes_to_the_first_remainders(self):
        self.assertEqual(share(100, [1, 1, 1]), [34, 33, 33])

    def test_the_largest_remainder_gets_the_step(self):
        # 10 over 1 : 2 : 4 is 1.43, 2.86, 5.71
        self.assertEqual(share(10, [1, 2, 4]), [1, 3, 6])

    def test_locked_cells_stay(self):
        parts = spread(1000, [Cell(400, 1, True), Cell(0, 1), Cell(0, 2)])
        self.assertEqual(parts, [400, 200, 400])

    def test_what_is_below_a_step_goes_to_the_largest(self):
        self.assertEqual([float(part) for part in share("1000.55", [1, 2])], [333, 667.55])

    def test_thousands(self):
        self.assertEqual(share(10000, [1, 1, 1], "1000"), [4000, 3000, 3000])

    def test_no_weights_share_alike(self):
        self.assertEqual(share(9, [0, 0, 0]), [3, 3, 3])

    def test_locked_cells_that_hold_too_much_are_told(self):
        with self.assertRaises(LockedError) as caught:
            spread(100, [Cell(400, 1, True), Cell(0, 1)])
        self.assertEqual(caught.exception.locked, 400)

    def test_all_locked_with_another_sum_is_told(self):
        with self.assertRaises(LockedError):
            spread(100, [Cell(40, 1, True)])

    @given(amounts, cells, st.sampled_from(["0.01", "1", "1000"]))
    def test_parts_add_up_to_the_cent(self, more, parts, step):
        total = sum(round(cell.amount * 100) for cell in parts if cell.is_locked)
        if any(not cell.is_locked for cell in parts):
            total += round(more * 100)
        new = spread(total / 100, parts, step)
        self.assertEqual(sum(round(amount * 100) for amount in new), total)
        for cell, amount in zip(parts, new, strict=True):
            self.assertGreaterEqual(amount, 0)
            if cell.is_locked:
                self.assertEqual(amount, cell.amount)

    @given(st.integers(0, 10**6), st.lists(st.integers(0, 100), min_size=1, max_size=20))
    def test_no_part_is_a_step_from_its_share(self, total, weights):
        whole = sum(weights) or len(weights)
        shares = weights if any(weights) else [1] * len(weights)
        for part, weight in zip(share(total, weights), shares, strict=True):
            self.assertLess(abs(float(part) - total * weight / whole), 1)


@tagged("post_install", "-at_install")
class TestSeason(BaseCase):
    def test_nothing_known_is_no_season(self):
        self.assertEqual(seasonal_indices([]), [1.0] * 12)
        self.assertEqual(seasonal_indices([[0] * 12]), [1.0] * 12)

    def test_one_year_is_drawn_half_way_to_one(self):
        # mean 1; December brings 6.5 times of it, the others 0.5
        year = [0.5] * 11 + [6.5]
        self.assertEqual(seasonal_indices([year]), [0.75] * 11 + [3.75])

    def test_three_years_count_three_quarters(self):
        indices = seasonal_indices([[0.5] * 11 + [6.5]] * 3)
        self.assertAlmostEqual(indices[11], 1 + 0.75 * 5.5)

    @given(st.lists(st.lists(amounts, min_size=12, max_size=12), max_size=4))
    def test_indices_are_one_on_average(self, years):
        indices = seasonal_indices(years)
        self.assertAlmostEqual(sum(indices), 12, places=6)
        self.assertGreaterEqual(min(indices), 0)

    def test_due_are_the_months_before_and_the_working_days_of_this_one(self):
        # 100 + 200 + 10 of 20 working days of 300
        self.assertEqual(expected([100, 200, 300, 400], 2, 10, 20), 450)
        self.assertEqual(expected([100, 200], -1, 0, 20), 0)
        self.assertEqual(expected([100, 200], 2, 5, 20), 300)
        self.assertEqual(expected([100, 200], 1, 0, 0), 100)
