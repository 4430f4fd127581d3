from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.report_issue.schedule import next_day, period_label
from ...tools.work_calendar import HOLIDAY, WORKING, Attendance, Spec, compile_calendar

CALENDAR = compile_calendar(
    Spec(
        tz="Asia/Shanghai",
        attendances=tuple(Attendance(day, 28800, 61200) for day in range(5)),
        exceptions={date(2026, 10, day): HOLIDAY for day in range(1, 8)}
        | {date(2026, 10, 10): WORKING},
    ),
    date(2026, 1, 1),
    date(2027, 12, 31),
)
DAYS = st.dates(date(2026, 3, 1), date(2027, 9, 30))


@tagged("post_install", "-at_install")
class TestSchedule(BaseCase):
    def _next(self, after, *args, **kwargs):
        return next_day(CALENDAR, after, *args, **kwargs)

    def test_every_working_day_over_the_holidays(self):
        self.assertEqual(self._next(date(2026, 9, 30), "daily"), date(2026, 10, 8))
        self.assertEqual(self._next(date(2026, 10, 9), "daily"), date(2026, 10, 10))

    def test_a_weekday_that_is_not_worked_moves(self):
        # Thursdays: 24 September, 1 October becomes the 8th, which is the next one too
        self.assertEqual(self._next(date(2026, 9, 24), "weekly", 3), date(2026, 10, 8))
        self.assertEqual(self._next(date(2026, 10, 8), "weekly", 3), date(2026, 10, 15))
        # Tuesday 6 October becomes Thursday the 8th
        self.assertEqual(self._next(date(2026, 10, 6), "weekly", 1), date(2026, 10, 8))

    def test_the_third_working_day_of_the_month(self):
        self.assertEqual(self._next(date(2026, 9, 30), "monthly", nth=3), date(2026, 10, 10))
        self.assertEqual(self._next(date(2026, 10, 10), "monthly", nth=3), date(2026, 11, 4))
        self.assertEqual(self._next(date(2026, 12, 31), "monthly", nth=1), date(2027, 1, 1))

    @given(DAYS, st.sampled_from(["daily", "weekly", "monthly"]), st.integers(0, 6))
    def test_the_next_day_is_worked_and_later_and_not_skipped(self, after, frequency, weekday):
        found = self._next(after, frequency, weekday, weekday + 1)
        self.assertGreater(found, after)
        self.assertTrue(CALENDAR.is_working_day(found))
        longest = {"daily": 8, "weekly": 15, "monthly": 45}[frequency]
        self.assertLessEqual(found - after, timedelta(days=longest))
        self.assertEqual(
            self._next(found - timedelta(days=1), frequency, weekday, weekday + 1), found
        )

    def test_another_frequency_is_refused(self):
        with self.assertRaises(ValueError):
            self._next(date(2026, 9, 30), "yearly")

    def test_periods_read_the_same_in_any_language(self):
        day = date(2027, 1, 3)
        labels = [period_label(day, name) for name in ("day", "week", "month", "quarter", "year")]
        self.assertEqual(labels, ["2027-01-03", "2026-W53", "2027-01", "2027-Q1", "2027"])
