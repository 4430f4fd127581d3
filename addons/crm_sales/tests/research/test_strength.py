from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.research import Evidence, grade

ORDER = ("none", "weak", "fair", "strong")
EVIDENCE = st.lists(
    st.builds(
        Evidence,
        st.sampled_from(["A", "B", "C", "D"]),
        st.sampled_from(["survey", "interview", "desk"]),
        st.integers(1, 3),
    ),
    max_size=8,
)


@tagged("post_install", "-at_install")
class TestStrength(BaseCase):
    def test_nothing_proves_nothing(self):
        self.assertEqual(grade([]), ("none", 0))

    def test_one_source_is_weak_however_often_it_speaks(self):
        told = [Evidence(" Li  Wei", "interview", 3), Evidence("li wei", "survey", 3)]
        self.assertEqual(grade(told), ("weak", 1))

    def test_two_sources_are_fair_when_they_can_be_relied_upon(self):
        self.assertEqual(grade([Evidence("A", "desk", 2), Evidence("B", "desk", 2)]), ("fair", 2))
        self.assertEqual(grade([Evidence("A", "desk", 1), Evidence("B", "desk", 2)]), ("weak", 2))

    def test_three_sources_by_two_methods_are_strong(self):
        told = [Evidence("A", "desk", 3), Evidence("B", "survey", 2), Evidence("C", "desk", 2)]
        self.assertEqual(grade(told), ("strong", 3))

    def test_three_sources_by_one_method_are_fair(self):
        told = [Evidence(name, "desk", 3) for name in "ABC"]
        self.assertEqual(grade(told), ("fair", 3))

    @given(EVIDENCE, st.integers(1, 3))
    def test_more_evidence_never_weakens(self, told, reliability):
        before, sources = grade(told)
        after, more = grade([*told, Evidence("E", "desk", reliability)])
        self.assertGreaterEqual(ORDER.index(after), ORDER.index(before))
        self.assertEqual(more, sources + 1)

    @given(EVIDENCE)
    def test_the_order_does_not_matter(self, told):
        self.assertEqual(grade(told), grade(list(reversed(told))))
