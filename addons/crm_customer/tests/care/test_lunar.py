from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.care.lunar import FIRST_DAY, LAST_DAY, LunarDay, month_lengths, to_lunar, to_solar

# from the public calendars of those years
SPRING_FESTIVALS = (
    "2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 "
    "2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 "
    "2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 "
    "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"
)


@tagged("post_install", "-at_install")
class TestLunar(BaseCase):
    def test_spring_festivals_fall_on_the_known_days(self):
        for text in SPRING_FESTIVALS.split():
            day = date.fromisoformat(text)
            self.assertEqual(to_lunar(day), LunarDay(day.year, 1, 1), text)

    def test_other_festivals_fall_on_the_known_days(self):
        for text, month, day in (
            ("2025-05-31", 5, 5),
            ("2025-10-06", 8, 15),
            ("2026-06-19", 5, 5),
            ("2026-09-25", 8, 15),
            ("2026-10-18", 9, 9),
        ):
            solar = date.fromisoformat(text)
            self.assertEqual(to_solar(LunarDay(solar.year, month, day)), solar)

    def test_leap_months_follow_their_month(self):
        self.assertEqual(to_lunar(date(2023, 3, 22)), LunarDay(2023, 2, 1, True))
        self.assertEqual(to_lunar(date(2023, 4, 20)), LunarDay(2023, 3, 1))
        self.assertEqual(to_lunar(date(2025, 7, 25)), LunarDay(2025, 6, 1, True))
        self.assertEqual(to_lunar(date(2025, 8, 23)), LunarDay(2025, 7, 1))
        self.assertNotIn((6, True), month_lengths(2026))

    def test_what_does_not_exist_is_refused(self):
        for lunar in (
            LunarDay(2024, 6, 1, True),
            LunarDay(2024, 13, 1),
            LunarDay(2024, 1, 31),
            LunarDay(1899, 1, 1),
            LunarDay(2101, 1, 1),
        ):
            with self.assertRaises(ValueError):
                to_solar(lunar)
        for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
            with self.assertRaises(ValueError):
                to_lunar(day)

    @given(st.dates(FIRST_DAY, LAST_DAY))
    def test_there_and_back_is_the_same_day(self, day):
        self.assertEqual(to_solar(to_lunar(day)), day)

    @given(st.dates(FIRST_DAY, LAST_DAY - timedelta(days=1)))
    def test_the_next_day_is_the_next_of_the_month_or_a_first(self, day):
        today, tomorrow = to_lunar(day), to_lunar(day + timedelta(days=1))
        if tomorrow.day == 1:
            self.assertEqual(today.day, month_lengths(today.year)[today.month, today.leap])
        else:
            self.assertEqual(tomorrow, today._replace(day=today.day + 1))

    @given(st.integers(1900, 2099))
    def test_a_year_lasts_until_the_next(self, year):
        days = to_solar(LunarDay(year + 1, 1, 1)) - to_solar(LunarDay(year, 1, 1))
        self.assertEqual(sum(month_lengths(year).values()), days.days)
