from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.care.recurrence import (
    LUNAR,
    SOLAR,
    Recurrence,
    anniversary_days,
    day_exists,
    next_occurrence,
    occurrence,
    occurrences,
)

shifts = st.sampled_from((-1, 0))
recurrences = st.one_of(
    st.tuples(st.just(SOLAR), st.integers(1, 12), st.integers(1, 28), st.just(False), shifts),
    st.tuples(st.just(LUNAR), st.integers(1, 12), st.integers(1, 30), st.booleans(), shifts),
).map(lambda parts: Recurrence(*parts))
days = st.dates(date(1950, 1, 1), date(2098, 12, 31))


@tagged("post_install", "-at_install")
class TestRecurrence(BaseCase):
    def test_29_february_is_kept_on_the_28th_of_a_common_year(self):
        birthday = Recurrence(SOLAR, 2, 29)
        self.assertEqual(occurrence(birthday, 2028), date(2028, 2, 29))
        self.assertEqual(occurrence(birthday, 2027), date(2027, 2, 28))
        self.assertEqual(next_occurrence(birthday, date(2027, 3, 1)).date, date(2028, 2, 29))

    def test_a_leap_month_is_kept_in_the_month_it_follows(self):
        birthday = Recurrence(LUNAR, 6, 5, leap=True)
        self.assertEqual(occurrence(birthday, 2025), date(2025, 7, 29))
        self.assertEqual(occurrence(birthday, 2026), occurrence(Recurrence(LUNAR, 6, 5), 2026))

    def test_a_30th_is_kept_on_the_29th_of_a_short_month(self):
        birthday = Recurrence(LUNAR, 12, 30)
        self.assertEqual(occurrence(birthday, 2025), date(2026, 2, 16))

    def test_new_years_eve_is_the_day_before_the_first(self):
        eve = Recurrence(LUNAR, 1, 1, shift=-1)
        for day in ("2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"):
            day = date.fromisoformat(day)
            self.assertEqual(next_occurrence(eve, day - timedelta(days=9)), (day, day.year))

    def test_a_lunar_day_at_the_end_of_the_year_belongs_to_its_lunar_year(self):
        found = occurrences(Recurrence(LUNAR, 11, 28), date(2024, 1, 1), date(2024, 12, 31))
        self.assertEqual(found, [(date(2024, 1, 9), 2023), (date(2024, 12, 28), 2024)])

    def test_the_calendar_ends(self):
        eve = Recurrence(LUNAR, 12, 29)
        self.assertIsNone(next_occurrence(eve, date(2101, 2, 1)))

    def test_days_that_exist(self):
        self.assertTrue(day_exists(SOLAR, 2, 29))
        self.assertFalse(day_exists(SOLAR, 2, 29, year=2023))
        self.assertFalse(day_exists(SOLAR, 4, 31))
        self.assertFalse(day_exists(SOLAR, 13, 1))
        self.assertFalse(day_exists(SOLAR, 3, 1, leap=True))
        self.assertTrue(day_exists(LUNAR, 6, 1, leap=True))
        self.assertTrue(day_exists(LUNAR, 6, 1, leap=True, year=2025))
        self.assertFalse(day_exists(LUNAR, 6, 1, leap=True, year=2026))
        self.assertFalse(day_exists(LUNAR, 8, 31))
        self.assertFalse(day_exists(LUNAR, 8, 15, year=1850))

    def test_anniversaries_of_29_february(self):
        common = anniversary_days(date(2027, 2, 27), date(2027, 3, 1))
        self.assertEqual(
            [(month, day) for _day, month, day, _year in common],
            [(2, 27), (2, 28), (2, 29), (3, 1)],
        )
        leap = anniversary_days(date(2028, 2, 28), date(2028, 3, 1))
        self.assertEqual(
            [(month, day) for _day, month, day, _year in leap], [(2, 28), (2, 29), (3, 1)]
        )

    @given(recurrences, days)
    def test_the_next_is_not_before_and_none_is_left_out(self, recurrence, first):
        found = next_occurrence(recurrence, first)
        self.assertGreaterEqual(found.date, first)
        self.assertFalse(occurrences(recurrence, first, found.date - timedelta(days=1)))
        self.assertEqual(occurrence(recurrence, found.year), found.date)

    @given(recurrences, days)
    def test_it_comes_once_in_each_year_of_its_calendar(self, recurrence, first):
        found = occurrences(recurrence, first, first + timedelta(days=1500))
        years = [each.year for each in found]
        self.assertEqual(years, list(range(years[0], years[0] + len(years))))
