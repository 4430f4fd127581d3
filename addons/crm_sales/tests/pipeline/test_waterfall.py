from collections import defaultdict
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.pipeline.waterfall import (
    NOTHING,
    SIDES,
    SIGNS,
    Amounts,
    Side,
    difference,
    moves,
    waterfall,
    ways_of,
)

CENTS = st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100)
PATH = st.tuples(st.sampled_from(SIDES), CENTS, st.sampled_from(SIDES), CENTS)

OURS = Side("open", "inside", True)
LATER = Side("open", "after", True)
EARLIER = Side("open", "before", True)
THEIRS = Side("open", "inside", False)
WON = Side("won", "inside", True)
LOST = Side("lost", "inside", True)


def amounts_of(before, value, after, later):
    """Return the ``Amounts`` of one opportunity."""
    value = Decimal(value) if before.status != "none" else Decimal(0)
    later = Decimal(later) if after.status != "none" else Decimal(0)
    return Amounts(value, later, max(later - value, Decimal(0)), max(value - later, Decimal(0)))


def grouped(paths):
    """Return ``{(before, after): Amounts}`` of ``[(before, value, after, value)]``."""
    groups = defaultdict(Amounts)
    for before, value, after, later in paths:
        one = amounts_of(before, value, after, later)
        so_far = groups[before, after]
        groups[before, after] = Amounts(*map(sum, zip(so_far, one, strict=True)))
    return groups


@tagged("post_install", "-at_install")
class TestWaterfall(BaseCase):
    def test_a_hand_worked_quarter(self):
        sums = waterfall(
            grouped(
                [
                    (OURS, "100.00", OURS, "130.50"),  # grew
                    (OURS, "200.00", OURS, "150.00"),  # shrank
                    (OURS, "80.00", LATER, "80.00"),  # pushed to the next quarter
                    (OURS, "70.00", WON, "75.25"),  # won for more
                    (OURS, "60.00", LOST, "0.00"),
                    (OURS, "50.00", NOTHING, "0"),  # deleted
                    (OURS, "40.00", THEIRS, "45.00"),
                    (NOTHING, "0", OURS, "90.00"),
                    (NOTHING, "0", WON, "20.00"),  # came and was won
                    (LATER, "30.00", OURS, "33.00"),
                    (EARLIER, "10.00", OURS, "10.00"),
                    (THEIRS, "15.00", OURS, "16.00"),
                    (LOST, "25.00", OURS, "25.00"),
                    (LATER, "999.00", LATER, "1.00"),  # never belonged
                ]
            )
        )
        expected = {
            "opening": "600.00",
            "new": "110.00",
            "reopened": "25.00",
            "moved_in": "16.00",
            "pulled_in": "33.00",
            "slipped_in": "10.00",
            "up": "35.75",
            "down": "50.00",
            "pushed_out": "80.00",
            "pulled_out": "0",
            "moved_out": "40.00",
            "lost": "60.00",
            "removed": "50.00",
            "won": "95.25",
            "closing": "454.50",
        }
        self.assertEqual(sums, {name: Decimal(value) for name, value in expected.items()})

    @given(st.lists(PATH, max_size=40))
    def test_any_history_adds_up_to_the_cent(self, paths):
        self.assertEqual(difference(waterfall(grouped(paths))), 0)

    @given(PATH)
    def test_each_opportunity_adds_up_by_itself(self, path):
        self.assertEqual(difference(waterfall(grouped([path]))), 0)

    @given(st.lists(PATH, min_size=1, max_size=20), st.lists(st.sampled_from(SIDES), max_size=4))
    def test_steps_on_the_way_do_not_change_the_ends(self, paths, stops):
        """From the first to the last day it is as much, whatever lies between."""
        (before, value, after, later), *_rest = paths
        chain = [before, *stops, after]
        total = sum(
            (
                -difference(sums) + sums["closing"] - sums["opening"]
                for sums in (
                    waterfall(grouped([(one, value, two, value)]))
                    for one, two in zip(chain, chain[1:], strict=False)
                )
            ),
            Decimal(0),
        )
        whole = waterfall(grouped([(before, value, after, value)]))
        self.assertEqual(total, whole["closing"] - whole["opening"])

    @given(st.sampled_from(SIDES), st.sampled_from(SIDES))
    def test_the_ways_of_a_movement_are_those_that_make_it(self, before, after):
        for movement in SIGNS:
            found = {name for one, two, name in ways_of(movement) if (one, two) == (before, after)}
            self.assertEqual(
                found, {name for made, name in moves(before, after) if made == movement}
            )

    def test_an_overdue_one_slips_in_and_a_nearer_one_is_pulled_out(self):
        self.assertEqual(moves(EARLIER, OURS), (("slipped_in", "after"),))
        self.assertEqual(moves(OURS, EARLIER), (("pulled_out", "before"),))

    def test_what_stays_closed_does_not_count(self):
        for side in (WON, LOST, Side("archived", "inside", True), NOTHING):
            self.assertEqual(moves(side, side), ())

    def test_won_by_another_has_moved_out(self):
        self.assertEqual(moves(OURS, Side("won", "inside", False)), (("moved_out", "before"),))
