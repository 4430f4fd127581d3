from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.journey.chart import NODE_HEIGHT, NODE_WIDTH, NODE_X, WIDTH, Box, draw
from ...tools.journey.flow import Step, find_loop, link
from .test_engine import flows


def _boxes(steps):
    return [Box(step.key, step.kind, f"Step {step.key}", "how") for step in steps]


@tagged("post_install", "-at_install")
class TestChart(BaseCase):
    def test_yes_and_no_of_a_branch_are_drawn(self):
        steps = [Step(1, "branch"), Step(2, "mail")]
        drawing = draw(_boxes(steps), link(steps))
        words = [line["word"] for line in drawing["links"]]
        self.assertEqual(words, ["yes", "no", ""])

    def test_a_step_that_nobody_comes_to_is_marked(self):
        steps = [Step(1, "end"), Step(2, "mail")]
        drawing = draw(_boxes(steps), link(steps), {2})
        self.assertEqual([node["is_reached"] for node in drawing["nodes"]], [True, False])

    @given(flows())
    def test_everything_is_inside_and_nothing_overlaps(self, steps):
        ways = link(steps)
        if find_loop(ways):
            return
        drawing = draw(_boxes(steps), ways)
        tops = [node["y"] for node in drawing["nodes"]]
        gaps = [after - before for before, after in zip(tops, tops[1:], strict=False)]
        self.assertTrue(all(gap > NODE_HEIGHT for gap in gaps))
        self.assertLess(NODE_X + NODE_WIDTH, WIDTH)
        self.assertLess(tops[-1] + NODE_HEIGHT, drawing["height"])
        for line in drawing["links"]:
            self.assertTrue(0 < line["x"] < WIDTH)
            self.assertTrue(0 < line["y"] < drawing["height"])

    @given(st.text(max_size=80))
    def test_long_words_are_cut(self, name):
        drawing = draw([Box(1, "mail", name, name)], link([Step(1, "mail")]))
        self.assertLessEqual(len(drawing["nodes"][0]["name"]), max(len(name), 1))
