from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.request.answer_time import answer_days, answer_hours, due_day
from ...tools.work_calendar import HOLIDAY, WORKING, Attendance, Spec, compile_calendar

FREE = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = compile_calendar(
    Spec(
        tz="Asia/Shanghai",
        attendances=tuple(
            Attendance(day, start * 3600, (start + 4) * 3600)
            for day in range(5)
            for start in (8, 13)
        ),
        exceptions=dict.fromkeys(FREE, HOLIDAY) | {date(2026, 10, 10): WORKING},
    ),
    date(2026, 9, 1),
    date(2026, 10, 31),
    hours=True,
)
MOMENTS = st.datetimes(datetime(2026, 9, 2), datetime(2026, 10, 30))


@tagged("post_install", "-at_install")
class TestAnswerTime(BaseCase):
    def test_over_the_week_of_the_first_of_october(self):
        # Wednesday 30 September 16:00 in Shanghai: one hour left of that day
        asked = datetime(2026, 9, 30, 8)
        # Thursday 8 October 10:00, the first day after the holidays: two hours
        answered = datetime(2026, 10, 8, 2)
        self.assertEqual(answer_hours(CALENDAR, asked, answered), 3)
        self.assertEqual(answer_days(CALENDAR, date(2026, 9, 30), date(2026, 10, 8)), 1)

    def test_the_saturday_that_is_worked_counts(self):
        # Friday 9 October 16:00 to Saturday 10 October 9:30
        self.assertEqual(
            answer_hours(CALENDAR, datetime(2026, 10, 9, 8), datetime(2026, 10, 10, 1, 30)), 2.5
        )
        self.assertEqual(answer_days(CALENDAR, date(2026, 10, 9), date(2026, 10, 10)), 1)

    def test_nothing_is_worked_between_two_moments_of_the_holidays(self):
        asked, answered = datetime(2026, 10, 1, 2), datetime(2026, 10, 7, 9)
        self.assertEqual(answer_hours(CALENDAR, asked, answered), 0)
        self.assertEqual(answer_days(CALENDAR, date(2026, 10, 1), date(2026, 10, 7)), 0)

    def test_due_days_jump_over_the_holidays(self):
        for days, due in ((0, 30), (1, 8), (2, 9), (3, 10), (4, 12)):
            month = 9 if due == 30 else 10
            with self.subTest(days):
                self.assertEqual(due_day(CALENDAR, date(2026, 9, 30), days), date(2026, month, due))
        self.assertEqual(due_day(CALENDAR, date(2026, 10, 3), 0), date(2026, 10, 8))

    @given(st.lists(MOMENTS, min_size=3, max_size=3))
    def test_hours_add_up_and_never_run_backwards(self, moments):
        first, middle, last = sorted(moments)
        whole = answer_hours(CALENDAR, first, last)
        parts = answer_hours(CALENDAR, first, middle) + answer_hours(CALENDAR, middle, last)
        self.assertAlmostEqual(whole, parts)
        self.assertGreaterEqual(whole, 0)
        self.assertLessEqual(whole, (last - first) / timedelta(hours=1) + 1 / 3600)
        self.assertEqual(answer_hours(CALENDAR, last, first), 0)

    @given(MOMENTS, st.integers(0, 5))
    def test_what_is_due_is_worked_and_within_the_days(self, moment, days):
        asked = min(moment.date(), date(2026, 10, 15))
        due = due_day(CALENDAR, asked, days)
        self.assertTrue(CALENDAR.is_working_day(due))
        if days:
            self.assertEqual(answer_days(CALENDAR, asked, due), days)
