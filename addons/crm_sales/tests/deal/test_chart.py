from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.deal.chart import NODE_HEIGHT, NODE_WIDTH, STANCES, WIDTH, Person, clip, draw

PEOPLE = st.lists(
    st.builds(
        Person,
        key=st.integers(1, 40),
        name=st.text(max_size=30),
        role=st.text(max_size=30),
        influence=st.integers(1, 5),
        stance=st.sampled_from(STANCES),
        manager=st.none() | st.integers(1, 40),
    ),
    max_size=15,
    unique_by=lambda person: person.key,
)


@tagged("post_install", "-at_install")
class TestChart(BaseCase):
    def test_a_supporter_who_decides_stands_above_on_the_right(self):
        drawing = draw(
            [
                Person(1, "吴晓明", "决策人", 5, "supporter"),
                Person(2, "Bo", "User", 2, "opponent", manager=1),
            ]
        )
        boss, user = drawing["nodes"]
        self.assertEqual((boss["name"], user["name"]), ("吴晓明", "Bo"))
        self.assertLess(boss["y"], user["y"])
        self.assertGreater(boss["x"], user["x"])
        [link] = drawing["links"]
        self.assertEqual((link["x1"], link["y1"]), (boss["x"] + NODE_WIDTH / 2, boss["y"] + 32))

    def test_an_empty_one_has_its_grid(self):
        drawing = draw([])
        self.assertEqual((len(drawing["rows"]), len(drawing["columns"])), (5, 4))
        self.assertEqual(drawing["nodes"], [])

    @given(PEOPLE)
    def test_nobody_covers_anybody_and_all_are_inside(self, people):
        drawing = draw(people)
        nodes = drawing["nodes"]
        self.assertEqual({node["key"] for node in nodes}, {person.key for person in people})
        for node in nodes:
            self.assertTrue(node["x"] >= 0 and node["x"] + NODE_WIDTH <= WIDTH)
            self.assertTrue(node["y"] >= 0 and node["y"] + NODE_HEIGHT <= drawing["height"])
        for place, one in enumerate(nodes):
            for two in nodes[place + 1 :]:
                beside = abs(one["x"] - two["x"]) >= NODE_WIDTH
                below = abs(one["y"] - two["y"]) >= NODE_HEIGHT
                self.assertTrue(beside or below)

    @given(PEOPLE)
    def test_more_influence_is_higher_and_a_friendlier_stance_further_right(self, people):
        where = {node["key"]: node for node in draw(people)["nodes"]}
        for one in people:
            for two in people:
                if one.influence > two.influence:
                    self.assertLess(where[one.key]["y"], where[two.key]["y"])
                if STANCES.index(one.stance) > STANCES.index(two.stance):
                    self.assertGreater(where[one.key]["x"], where[two.key]["x"])

    @given(st.text(max_size=60), st.floats(20, 200))
    def test_what_fits_stays_and_what_is_cut_says_so(self, text, width):
        short = clip(text, width, 11)
        if short != text:
            self.assertTrue(short.endswith("…"))
            self.assertLessEqual(len(short), len(text) + 1)
