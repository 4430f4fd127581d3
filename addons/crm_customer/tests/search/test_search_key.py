from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.search_key import (
    digits,
    fold,
    search_patterns,
    search_text,
)

LETTERS = st.one_of(
    st.sampled_from("abcXYZ019 .-&'@華华为技术有限公司ガéßŁПривет"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")),
)
NAMES = st.text(LETTERS, min_size=1, max_size=30)
HAN = st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)


def finds(query, **known):
    """Do what LIKE does: the patterns have no wildcard but at both ends."""
    text = search_text(**known)
    groups = search_patterns(query)
    return bool(groups) and all(
        any(pattern.strip("%") in text for pattern in group) for group in groups
    )


@tagged("post_install", "-at_install")
class TestSearchKey(BaseCase):
    @settings(max_examples=500, suppress_health_check=[HealthCheck.filter_too_much])
    @given(NAMES, st.integers(0, 30), st.integers(1, 30))
    def test_every_piece_of_a_name_finds_it(self, name, start, length):
        start %= len(name) or 1
        piece = name[start : start + length]
        folded = fold(piece)
        assume(folded and folded in fold(name))
        # one or two Latin letters find beginnings of words alone
        assume(len(folded) > 2 or f" {folded}" in f" {fold(name)}")
        self.assertTrue(finds(piece, names=[name]), (name, piece))

    @given(st.text(HAN, min_size=1, max_size=12), st.text(HAN, min_size=1, max_size=3))
    def test_chinese_finds_exactly_what_holds_it(self, name, query):
        self.assertEqual(finds(query, names=[name]), query in name)

    @given(
        st.text(HAN, min_size=1, max_size=12),
        st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=4),
    )
    def test_codes_of_characters_never_look_like_text(self, name, query):
        folded = fold(name)
        self.assertNotIn(f" {query}", f" {folded}")
        self.assertFalse(len(query) > 2 and query in folded)

    @given(st.text(st.sampled_from("0123456789"), min_size=11, max_size=11), st.integers(4, 11))
    def test_last_digits_of_a_phone_find_it(self, number, length):
        phone = f"+86 {number[:3]}-{number[3:7]} {number[7:]}"
        self.assertTrue(finds(number[-length:], phones=[phone]))

    def test_phone_is_found_however_it_is_written(self):
        mobile = {"phones": ["138 0013 8000", "+8613800138000"]}
        landline = {"phones": ["021-5566 7788", "+862155667788"]}
        for query in ("13800138000", "138-0013-8000", "+86 138 0013 8000", "008613800138000"):
            self.assertTrue(finds(query, **mobile), query)
        for query in ("(021) 55667788", "55667788", "5566-7788", "+86 21 5566 7788"):
            self.assertTrue(finds(query, **landline), query)
        self.assertFalse(finds("8001", **landline))
        self.assertTrue(finds("+86 138 0013 8000", phones=["13800138000"]))
        self.assertTrue(finds("02155667788", phones=["+862155667788"]))

    def test_pinyin_initials_code_and_tax_id_find(self):
        known = {
            "names": ["华为技术有限公司", "Ren@Huawei.example.com"],
            "codes": ["C-00012", "9144030027920393XD"],
        }
        for query in (
            "huawei",
            "hwjs",
            "HW",
            "h",
            "华",
            "技术",
            "hw 技术",
            "ren@hua",
            "c00012",
            "C-00012",
            "00012",
            "9144030",
            "93xd",
            "ＨＵＡＷＥＩ",
            "example.com",
        ):
            self.assertTrue(finds(query, **known), query)
        for query in ("wei 中", "uawei ltd", "aw", "00013"):
            self.assertFalse(finds(query, **known), query)

    def test_accents_case_and_width_do_not_matter(self):
        known = {"names": ["Müller & Søhne ＧｍｂＨ", "Łódź", "Straße"]}
        for query in ("muller", "MÜLLER", "sohne", "gmbh", "lodz", "strasse"):
            self.assertTrue(finds(query, **known), query)

    def test_several_words_must_all_be_there(self):
        known = {"names": ["Acme Trading (Shanghai)"]}
        self.assertTrue(finds("shanghai acme", **known))
        self.assertFalse(finds("acme beijing", **known))

    def test_words_do_not_run_from_one_field_into_the_next(self):
        self.assertFalse(finds("acme.shanghai", names=["Acme", "Shanghai"]))

    def test_end_of_a_word_and_the_next_find(self):
        self.assertTrue(finds("ab de", names=["cab def"]))

    def test_marks_alone_are_no_question(self):
        for query in ("", "%", " _ ", "\\", "~ ^ |"):
            self.assertEqual(search_patterns(query), [])

    def test_digits_of_any_script(self):
        self.assertEqual(digits("+8６ (1)3"), "8613")
