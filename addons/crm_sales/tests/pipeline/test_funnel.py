from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.pipeline.funnel import (
    OUTCOMES,
    Stage,
    by_status,
    conversions,
    entries,
    outcome,
    reached,
    velocity,
)

STAGES = [Stage(1), Stage(2, frozenset({7})), Stage(3), Stage(4)]
STATUSES = ("open", "won", "lost", "archived")
GROUPS = st.dictionaries(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 3)),
        st.sampled_from([7, 8, None]),
        st.sampled_from(STATUSES),
    ),
    st.tuples(st.integers(1, 50), st.integers(0, 10**6)),
    max_size=12,
)
PLACES = st.one_of(st.none(), st.integers(0, 3))
ENTRIES = st.dictionaries(
    st.tuples(
        PLACES,
        st.sampled_from(["open", "won"]),
        PLACES,
        st.sampled_from([None, *STATUSES, "lead"]),
    ),
    st.integers(1, 50),
    max_size=20,
)


@tagged("post_install", "-at_install")
class TestFunnel(BaseCase):
    def test_a_hand_worked_funnel(self):
        groups = {
            (3, 7, "won"): (2, 500),
            (3, 8, "won"): (1, 100),
            (1, 7, "lost"): (4, 40),
            (0, 8, "open"): (3, 3),
            (None, None, "open"): (9, 9),  # never in a stage that is looked at
        }
        # the second stage is that of team 7 alone
        self.assertEqual(reached(groups, STAGES), [(10, 643), (6, 540), (3, 600), (3, 600)])
        self.assertEqual(conversions([10, 6, 3, 3]), [None, 0.6, 0.5, 1])
        self.assertEqual(conversions([]), [])
        self.assertEqual(by_status(groups), {"won": (3, 600), "lost": (4, 40), "open": (12, 12)})

    def test_what_becomes_of_an_entry(self):
        for told, expected in (
            ((1, "open", None, None), "here"),
            ((1, "open", 2, "open"), "on"),
            ((1, "open", 3, "open"), "on"),
            ((1, "open", 0, "open"), "back"),
            ((1, "open", 1, "lost"), "lost"),
            ((1, "open", 3, "won"), "on"),
            ((1, "open", 1, "archived"), "left"),
            ((1, "open", 1, "lead"), "left"),
            ((3, "won", None, None), "here"),
            ((3, "won", 1, "open"), "back"),
        ):
            self.assertEqual(outcome(*told), expected, told)

    @given(GROUPS)
    def test_a_funnel_of_one_team_never_widens(self, groups):
        own = {key: amounts for key, amounts in groups.items() if key[1] == 7}
        numbers = [number for number, _value in reached(own, STAGES)]
        self.assertEqual(numbers, sorted(numbers, reverse=True))

    @given(GROUPS)
    def test_every_one_stands_somewhere(self, groups):
        total = sum(number for number, _value in groups.values())
        self.assertEqual(sum(number for number, _value in by_status(groups).values()), total)

    @given(ENTRIES)
    def test_every_entry_has_one_outcome(self, groups):
        told = entries(groups, STAGES)
        total = sum(number for key, number in groups.items() if key[0] is not None)
        self.assertEqual(sum(sum(stage.values()) for stage in told), total)
        self.assertEqual({name for stage in told for name in stage}, set(OUTCOMES))

    def test_velocity_by_hand(self):
        # 20 open, 5,000 each, every fourth won, in 50 days
        self.assertEqual(velocity(20, 5000, 0.25, 50), 500)

    def test_what_is_not_known_has_no_velocity(self):
        for told in ((20, None, 0.25, 50), (20, 5000, None, 50), (20, 5000, 0.25, 0)):
            self.assertIsNone(velocity(*told))

    @given(st.integers(1, 999), st.floats(1, 1e6), st.floats(0.01, 1), st.floats(1, 999))
    def test_twice_as_many_bring_twice_as_much(self, number, average, win_rate, cycle):
        once = velocity(number, average, win_rate, cycle)
        self.assertAlmostEqual(velocity(2 * number, average, win_rate, cycle) / once, 2)
        self.assertAlmostEqual(velocity(number, average, win_rate, 2 * cycle) / once, 0.5)
