from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.competitor import excerpt, mentioned, names_of, price_gap

NAMES = {1: ["Abb Robotics", "ABB"], 2: ["埃斯顿", "Estun"], 3: ["K+ (Asia)"]}


class TestMentions(BaseCase):
    def _keys(self, text):
        return [key for key, _start, _end in mentioned(text, NAMES)]

    def test_latin_names_stand_alone(self):
        self.assertEqual(self._keys("they tried abb last year"), [1])
        self.assertEqual(self._keys("an abbreviation, a Kebabb, ABB2"), [])

    def test_chinese_names_stand_anywhere(self):
        self.assertEqual(self._keys("客户说埃斯顿的报价更低"), [2])
        self.assertEqual(self._keys("客户也看了ABB的方案"), [1])

    def test_signs_in_names_mean_themselves(self):
        self.assertEqual(self._keys("against K+ (Asia) again"), [3])
        self.assertEqual(self._keys("KK (Asia)"), [])

    def test_who_is_named_first_comes_first_and_once(self):
        self.assertEqual(self._keys("Estun, ABB, 埃斯顿, Abb Robotics"), [2, 1])

    def test_names_are_lines_without_doubles(self):
        self.assertEqual(names_of("ABB", " ABB \n\nAbb Robotics\nX"), ["ABB", "Abb Robotics"])
        self.assertEqual(names_of(None, None), [])

    def test_an_excerpt_says_where_words_are_left_out(self):
        text = "a " * 60 + "ABB is cheaper" + " b" * 60
        start = text.index("ABB")
        found = excerpt(text, start, start + 3, around=6)
        self.assertEqual(found, "… a a a ABB is ch …")
        self.assertEqual(excerpt("ABB", 0, 3), "ABB")

    @given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["ABB", "埃斯顿"]))
    def test_what_stands_alone_is_always_found(self, before, after, name):
        text = f"{before} {name} {after}"
        self.assertIn(1 if name == "ABB" else 2, [key for key, *_place in mentioned(text, NAMES)])

    def test_the_gap_by_hand(self):
        """1,250 against 1,000 is a quarter more."""
        self.assertEqual(price_gap(1250, 1000), 0.25)
        self.assertEqual(price_gap(900, 1000), -0.1)
        for ours, theirs in ((0, 5), (5, 0), (None, 5), (-1, 5)):
            self.assertIsNone(price_gap(ours, theirs))
