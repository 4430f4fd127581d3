from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.follow_up import (
    first_day_back,
    free_slots,
    is_away,
    open_days,
)
from ...tools.work_calendar import Spec, compile_calendar

CALENDAR = compile_calendar(Spec(), date(2026, 1, 1), date(2026, 12, 31))
days = st.dates(date(2026, 2, 1), date(2026, 4, 30))
absences = st.lists(
    st.tuples(days, st.integers(0, 20)).map(
        lambda span: (span[0], span[0] + timedelta(days=span[1]))
    ),
    max_size=4,
)


@tagged("post_install", "-at_install")
class TestFollowUpDays(BaseCase):
    def test_the_day_back_is_worked_and_follows_the_absence(self):
        away = [(date(2026, 3, 4), date(2026, 3, 6))]  # Wednesday to Friday
        self.assertEqual(first_day_back(date(2026, 3, 5), away, CALENDAR), date(2026, 3, 9))

    def test_two_absences_in_a_row_are_one(self):
        away = [
            (date(2026, 3, 4), date(2026, 3, 6)),
            (date(2026, 3, 9), date(2026, 3, 10)),
        ]
        self.assertEqual(first_day_back(date(2026, 3, 4), away, CALENDAR), date(2026, 3, 11))

    def test_full_days_are_left_out(self):
        monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
        self.assertEqual(free_slots([monday, tuesday], {monday: 2}, 3), [monday] + [tuesday] * 3)
        self.assertEqual(free_slots([monday], {monday: 9}, 3), [])

    @given(days, st.integers(1, 15), absences)
    def test_open_days_are_worked_days_at_work_in_order(self, start, count, away):
        found = open_days(start, count, away, CALENDAR)
        self.assertEqual(len(set(found)), count)
        self.assertEqual(found, sorted(found))
        for day in found:
            self.assertTrue(CALENDAR.is_working_day(day))
            self.assertFalse(is_away(day, away))

    @given(st.lists(days, unique=True), st.integers(0, 5), st.data())
    def test_nobody_gets_more_than_the_limit(self, some_days, limit, data):
        taken = {day: data.draw(st.integers(0, 7)) for day in some_days}
        slots = free_slots(some_days, taken, limit)
        for day in some_days:
            self.assertLessEqual(slots.count(day) + taken[day], max(limit, taken[day]))
