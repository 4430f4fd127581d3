from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec, compile_calendar

from ...tools.lead_handover.clock import due_at, hours_between

WEEK = tuple(
    Attendance(day, begin * 3600, end * 3600, None)
    for day in range(5)
    for begin, end in ((8, 12), (13, 17))
)
CALENDAR = compile_calendar(
    Spec(tz="UTC", attendances=WEEK, leaves=(), exceptions={}),
    date(2026, 1, 1),
    date(2026, 12, 31),
    hours=True,
)
MOMENTS = st.datetimes(datetime(2026, 2, 1), datetime(2026, 10, 1))
HOURS = st.integers(1, 80)


@tagged("post_install", "-at_install")
class TestClock(BaseCase):
    def test_a_deadline_passes_over_nights_and_weekends(self):
        friday = datetime(2026, 3, 6, 15)
        self.assertEqual(due_at(CALENDAR, friday, 4), datetime(2026, 3, 9, 10))
        self.assertEqual(hours_between(CALENDAR, friday, datetime(2026, 3, 9, 10)), 4)
        self.assertEqual(due_at(None, friday, 4), datetime(2026, 3, 6, 19))

    @given(MOMENTS, HOURS)
    def test_until_the_deadline_so_many_hours_are_worked(self, moment, hours):
        due = due_at(CALENDAR, moment, hours)
        self.assertAlmostEqual(hours_between(CALENDAR, moment.replace(microsecond=0), due), hours)
        self.assertGreaterEqual(due, moment.replace(microsecond=0) + timedelta(hours=hours))

    @given(MOMENTS, MOMENTS, MOMENTS)
    def test_hours_add_up_and_are_never_negative(self, one, two, three):
        one, two, three = sorted(moment.replace(microsecond=0) for moment in (one, two, three))
        parts = hours_between(CALENDAR, one, two) + hours_between(CALENDAR, two, three)
        self.assertAlmostEqual(parts, hours_between(CALENDAR, one, three))
        self.assertEqual(hours_between(CALENDAR, three, one), 0)
