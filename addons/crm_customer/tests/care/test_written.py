from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.care.recurrence import LUNAR, SOLAR, day_exists
from ...tools.care.written import Written, parse, written_text

writtens = st.builds(
    Written,
    st.sampled_from((SOLAR, LUNAR)),
    st.integers(1, 12),
    st.integers(1, 31),
    st.booleans(),
    st.one_of(st.none(), st.integers(1901, 2099)),
).filter(lambda written: day_exists(*written))


@tagged("post_install", "-at_install")
class TestWritten(BaseCase):
    def test_what_people_write_is_understood(self):
        for value, expected in (
            ("1985-03-12", (SOLAR, 3, 12, False, 1985)),
            ("1985/3/12", (SOLAR, 3, 12, False, 1985)),
            ("19850312", (SOLAR, 3, 12, False, 1985)),
            ("03-12", (SOLAR, 3, 12, False, None)),
            (" 3.12 ", (SOLAR, 3, 12, False, None)),
            ("1985年3月12日", (SOLAR, 3, 12, False, 1985)),
            ("3月12号", (SOLAR, 3, 12, False, None)),
            ("十二月二十三日", (SOLAR, 12, 23, False, None)),
            ("公历八月十五", (SOLAR, 8, 15, False, None)),
            ("农历八月十五", (LUNAR, 8, 15, False, None)),
            ("正月初一", (LUNAR, 1, 1, False, None)),
            ("腊月廿三", (LUNAR, 12, 23, False, None)),
            ("1985年农历八月廿九", (LUNAR, 8, 29, False, 1985)),
            ("闰六月初十", (LUNAR, 6, 10, True, None)),
            ("一九八五年农历五月初五", (LUNAR, 5, 5, False, 1985)),
            ("lunar 8-15", (LUNAR, 8, 15, False, None)),
            ("Leap lunar 2025-06-05", (LUNAR, 6, 5, True, 2025)),
            ("0000-02-29", (SOLAR, 2, 29, False, None)),
            ("02-29", (SOLAR, 2, 29, False, None)),
            (date(1985, 3, 12), (SOLAR, 3, 12, False, 1985)),
            (datetime(1985, 3, 12, 9), (SOLAR, 3, 12, False, 1985)),
        ):
            self.assertEqual(parse(value), expected, value)

    def test_what_is_no_day_is_refused(self):
        for value in (
            "",
            "soon",
            "13-01",
            "02-30",
            "2023-02-29",
            "八月三十二",
            "农历八月三十一",
            "十十月一日",
            "2026年闰六月初五",
            "一一二月三",
            "1850年农历一月一日",
            "12",
            "1985年农历八月三十",
            "00-00",
            "²-3",
        ):
            with self.assertRaises(ValueError, msg=value):
                parse(value)

    def test_it_is_shown_for_the_reader(self):
        birthday = Written(LUNAR, 6, 21, True, 2025)
        self.assertEqual(written_text(birthday), "Leap lunar 2025-06-21")
        self.assertEqual(written_text(birthday, chinese=True), "2025年农历闰六月廿一")
        self.assertEqual(written_text(Written(SOLAR, 3, 2), chinese=True), "03-02")

    @given(writtens, st.booleans())
    def test_what_is_shown_is_read_again(self, written, chinese):
        self.assertEqual(parse(written_text(written, chinese)), written)

    @given(st.text(max_size=30))
    def test_any_text_is_a_day_or_refused(self, text):
        try:
            written = parse(text)
        except ValueError:
            return
        self.assertTrue(day_exists(*written))
