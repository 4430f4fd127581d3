import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.import_ import Context, clean
from ...tools.import_.phones import _fast_chinese

#: cell: (value, further values, code of the issue)
CHINESE = {
    "13800138000": ("+8613800138000", (), None),
    " 138 0013 8000 ": ("+8613800138000", (), None),
    "138-0013-8000": ("+8613800138000", (), None),
    "+86 138 0013 8000": ("+8613800138000", (), None),
    "008613800138000": ("+8613800138000", (), None),
    "(86)13800138000": ("+8613800138000", (), None),
    "１３８００１３８０００": ("+8613800138000", (), None),
    "\u200b13800138000\t": ("+8613800138000", (), None),
    "13800138000.0": ("+8613800138000", (), None),
    "1.3800138000E+10": ("+8613800138000", (), None),
    "0755-86123456": ("+8675586123456", (), None),
    "（0755）86123456": ("+8675586123456", (), None),
    "0755 8612 3456": ("+8675586123456", (), None),
    "+86 (0)755 86123456": ("+8675586123456", (), None),
    "0755-86123456-801": ("+8675586123456;ext=801", (), None),
    "0755-86123456转801": ("+8675586123456;ext=801", (), None),
    "0755-86123456 分机：801": ("+8675586123456;ext=801", (), None),
    "(0755)86123456(801)": ("+8675586123456;ext=801", (), None),
    "0755-86123456 ext. 801": ("+8675586123456;ext=801", (), None),
    "0755-86123456#801": ("+8675586123456;ext=801", (), None),
    "0755-86123456,801": ("+8675586123456;ext=801", (), None),
    "电话：0755-86123456": ("+8675586123456", (), None),
    "400-820-8820": ("+864008208820", (), None),
    "+1 (650) 253-0000": ("+16502530000", (), None),
    "0049 30 123456": ("+4930123456", (), None),
    "13800138000/0755-86123456": ("+8613800138000", ("+8675586123456",), "several_values"),
    "13800138000 13900139000": ("+8613800138000", ("+8613900139000",), "several_values"),
    "13800138000、13900139000": ("+8613800138000", ("+8613900139000",), "several_values"),
    "0755-86123456/86123457": ("+8675586123456", ("+8675586123457",), "several_values"),
    "13800138000;13800138000": ("+8613800138000", (), None),
    "13800138000 李总": ("+8613800138000", (), "phone_text"),
    "0755-86123456/57": ("+8675586123456", (), "phone_text"),
    "021-80037698": ("+862180037698", (), "phone_unlikely"),
    "86123456": (None, (), "phone_short"),
    "1380013": (None, (), "phone_short"),
    "138001380001234": (None, (), "phone_long"),
    "12345678901": (None, (), "phone_invalid"),
    "1.38E+10": (None, (), "damaged_number"),
    "打不通": (None, (), "phone_invalid"),
    "无": (None, (), None),
    "-": (None, (), None),
}
GERMAN = {
    "030 123456": "+4930123456",
    "0151/12345678": "+4915112345678",
    "+86 13800138000": "+8613800138000",
}
SEPARATORS = st.sampled_from(("", " ", "-", "."))


class TestEnginePhones(BaseCase):
    def test_chinese_cells(self):
        for cell, expected in CHINESE.items():
            with self.subTest(cell):
                found = clean("phone", cell)
                code = found.issue.code if found.issue else None
                self.assertEqual((found.value, found.more, code), expected)

    def test_the_country_of_the_context_reads_national_numbers(self):
        for cell, expected in GERMAN.items():
            with self.subTest(cell):
                self.assertEqual(clean("phone", cell, Context(country="DE")).value, expected)

    @settings(max_examples=400, deadline=None)
    @given(
        prefix=st.sampled_from(("", "+86", "0086", "86")),
        trunk=st.sampled_from(("", "0")),
        digits=st.one_of(
            st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
            st.from_regex(r"(10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}", fullmatch=True),
            st.from_regex(r"[0-9]{7,12}", fullmatch=True),
        ),
        separator=SEPARATORS,
    )
    def test_the_short_way_agrees_with_phonenumbers(self, prefix, trunk, digits, separator):
        text = prefix + separator + trunk + digits[:4] + separator + digits[4:]
        text = text.strip(" -.")
        fast = _fast_chinese(text)
        if fast is None:
            return
        candidates = [text.replace(".", " "), "+" + text.replace(".", " ")]
        for candidate in candidates if prefix == "86" else candidates[:1]:
            number = phonenumbers.parse(candidate, "CN")
            if phonenumbers.is_valid_number(number):
                break
        self.assertTrue(phonenumbers.is_valid_number(number), text)
        plain = phonenumbers.PhoneNumberFormat.E164
        self.assertEqual(fast, phonenumbers.format_number(number, plain))

    @settings(max_examples=150, deadline=None)
    @given(st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True), SEPARATORS)
    def test_ordinary_mobiles_take_the_short_way(self, digits, separator):
        text = separator.join((digits[:3], digits[3:7], digits[7:]))
        self.assertEqual(_fast_chinese(text), "+86" + digits)

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet="0123456789+-() /转x#;,、.张E\n", max_size=30))
    def test_any_cell_gives_a_number_or_a_reason(self, text):
        found = clean("phone", text)
        if found.value is None:
            self.assertTrue(found.issue is None or found.issue.level == "error")
        else:
            self.assertRegex(found.value, r"^\+\d{5,15}(;ext=\d{1,7})?$")
            self.assertEqual(clean("phone", found.value).value, found.value)
