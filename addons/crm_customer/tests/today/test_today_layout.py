from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.today_layout import MAX_KEYS, arrange, read_layout

keys = st.lists(st.sampled_from("abcdefgh"), unique=True)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=10,
)


@tagged("post_install", "-at_install")
class TestTodayLayout(BaseCase):
    def test_without_an_order_of_ones_own_the_default_stands(self):
        self.assertEqual(arrange(["a", "b", "c"], []), ["a", "b", "c"])

    def test_a_new_block_stands_behind_its_neighbour(self):
        self.assertEqual(arrange(["a", "new", "b"], ["b", "a"]), ["b", "a", "new"])
        self.assertEqual(arrange(["new", "a", "b"], ["b", "a"]), ["new", "b", "a"])

    def test_a_block_that_is_gone_is_skipped(self):
        self.assertEqual(arrange(["a", "b"], ["gone", "b", "a"]), ["b", "a"])

    @given(keys, keys)
    def test_every_block_once_and_the_own_order_kept(self, default, order):
        result = arrange(default, order)
        self.assertEqual(sorted(result), sorted(default))
        own = [key for key in order if key in default]
        self.assertEqual([key for key in result if key in order], own)

    @given(anything)
    def test_whatever_is_stored_can_be_read(self, stored):
        layout = read_layout(stored)
        self.assertEqual(set(layout), {"order", "hidden"})
        for words in layout.values():
            self.assertEqual(len(words), len(set(words)))
            self.assertLessEqual(len(words), MAX_KEYS)
