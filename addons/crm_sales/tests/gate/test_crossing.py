from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.gate.crossing import Stage, crossed, is_forward, next_gated

STAGES = st.lists(
    st.builds(Stage, st.integers(1, 9), st.integers(0, 5)),
    min_size=1,
    max_size=8,
    unique_by=lambda stage: stage.key,
)


@tagged("post_install", "-at_install")
class TestCrossing(BaseCase):
    def test_a_jump_goes_through_all_between(self):
        a, b, c, d = (Stage(key, key) for key in range(4))
        self.assertEqual(crossed([d, c, b, a], a, d), [1, 2, 3])
        self.assertEqual(crossed([a, b, c, d], None, c), [0, 1, 2])
        self.assertEqual(crossed([a, b, c, d], d, b), [])

    def test_of_stages_side_by_side_only_the_goal_counts(self):
        a, b, side = Stage(1, 1), Stage(2, 2), Stage(3, 2)
        self.assertEqual(crossed([a, b, side], a, b), [2])
        self.assertEqual(crossed([a, b, side], b, side), [])

    @given(STAGES, st.data())
    def test_a_way_in_two_parts_is_the_way_in_one(self, stages, data):
        start, middle, goal = (data.draw(st.sampled_from(stages)) for _each in range(3))
        if start.sequence < middle.sequence < goal.sequence:
            parts = set(crossed(stages, start, middle)) | set(crossed(stages, middle, goal))
            self.assertLessEqual(parts, set(crossed(stages, start, goal)))

    @given(STAGES, st.data())
    def test_what_does_not_rise_crosses_nothing_and_what_rises_its_goal(self, stages, data):
        start, goal = data.draw(st.sampled_from(stages)), data.draw(st.sampled_from(stages))
        way = crossed(stages, start, goal)
        self.assertEqual(bool(way), is_forward(start, goal))
        self.assertTrue(not way or way[-1] == goal.key)
        self.assertEqual(len(way), len(set(way)))

    @given(STAGES, st.sets(st.integers(1, 9)), st.data())
    def test_the_next_gate_is_the_nearest_ahead(self, stages, gated, data):
        start = data.draw(st.sampled_from(stages))
        ahead = next_gated(stages, gated, start)
        others = [s for s in stages if s.key in gated and s.sequence > start.sequence]
        if ahead is None:
            self.assertFalse(others)
        else:
            self.assertEqual(ahead.sequence, min(stage.sequence for stage in others))
