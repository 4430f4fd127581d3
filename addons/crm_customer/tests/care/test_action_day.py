from datetime import date

from odoo.tests import BaseCase, tagged

from ...tools.care.action_day import present_day, remind_day
from ...tools.work_calendar import Attendance, Spec, compile_calendar

# weeks from Monday to Friday; Monday 5 October 2026 is a holiday, Saturday the 10th is worked
CALENDAR = compile_calendar(
    Spec(
        tz="Asia/Shanghai",
        attendances=tuple(Attendance(day, 9 * 3600, 17 * 3600, None) for day in range(5)),
        leaves=(),
        exceptions={date(2026, 10, 5): "holiday", date(2026, 10, 10): "working"},
    ),
    date(2026, 1, 1),
    date(2026, 12, 31),
)


@tagged("post_install", "-at_install")
class TestActionDay(BaseCase):
    def test_a_reminder_comes_on_the_last_working_day_before(self):
        for day, before, expected in (
            (7, 0, 7),  # Wednesday
            (7, 1, 6),
            (5, 0, 2),  # holiday after a weekend: Friday
            (10, 0, 10),  # make-up Saturday
            (11, 0, 10),
        ):
            found = remind_day(date(2026, 10, day), before, CALENDAR)
            self.assertEqual(found, date(2026, 10, expected), (day, before))
        self.assertEqual(remind_day(date(2026, 10, 11), 0, None), date(2026, 10, 11))

    def test_an_absence_moves_it_towards_the_day(self):
        wanted, day = date(2026, 10, 6), date(2026, 10, 12)
        self.assertEqual(present_day(wanted, day, [], CALENDAR), wanted)
        away = [(date(2026, 10, 5), date(2026, 10, 8))]
        self.assertEqual(present_day(wanted, day, away, CALENDAR), date(2026, 10, 9))
        away = [(date(2026, 10, 5), date(2026, 10, 10))]
        self.assertEqual(present_day(wanted, day, away, CALENDAR), date(2026, 10, 12))

    def test_who_is_away_until_the_day_is_not_reminded(self):
        away = [(date(2026, 10, 1), date(2026, 10, 31))]
        wanted, day = date(2026, 10, 6), date(2026, 10, 12)
        self.assertIsNone(present_day(wanted, day, away, CALENDAR))
