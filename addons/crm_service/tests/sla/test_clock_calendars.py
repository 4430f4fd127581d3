from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec

from ...tools.sla import ROUND_THE_CLOCK, ClockError, Entry, check_calendar
from .common import HOUR, MINUTE, NEW, WAITING, ClockCase, week

ALL_WEEK = range(7)


@tagged("post_install", "-at_install")
class TestHours(ClockCase):
    def test_created_at_night_it_counts_from_opening(self):
        """Mon 20:00; Tue 09:00 + 4 h = 13:00."""
        log = [self.created("03-02 20:00")]
        clock = self.clock(log, "03-03 08:00")
        self.assertClock(clock, state="running", started_at="03-02 20:00", elapsed=0)
        self.assertBreaksAt(log, "03-03 13:00")

    def test_created_at_the_weekend_it_counts_from_monday(self):
        self.assertBreaksAt([self.created("03-07 10:00")], "03-09 13:00")

    def test_lunch_is_not_counted(self):
        """9-12 and 13:30-18: 11:00 + 4 h = 1 h + 3 h from 13:30 = 16:30."""
        log = [self.created("03-02 11:00")]
        self.assertBreaksAt(log, "03-02 16:30", calendar="split")
        at_lunch = self.clock(log, "03-02 12:45", calendar="split")
        self.assertClock(at_lunch, state="running", elapsed=HOUR)

    def test_a_pause_that_lies_in_the_lunch_costs_nothing(self):
        log = [
            self.created("03-02 11:00"),
            self.moved("03-02 12:10", WAITING),
            self.moved("03-02 13:20", NEW),
        ]
        self.assertBreaksAt(log, "03-02 16:30", calendar="split")

    def test_round_the_clock(self):
        """Sat 22:00 + 4 h = Sun 02:00, by the policy or by the key of the calendar."""
        log = [self.created("03-07 22:00")]
        self.assertBreaksAt(log, "03-08 02:00", around_the_clock=True)
        self.assertBreaksAt(log, "03-08 02:00", calendar=ROUND_THE_CLOCK)
        self.assertBreaksAt(log, "03-14 22:00", around_the_clock=True, limit=7 * 24 * HOUR)

    def test_round_the_clock_the_calendar_of_the_ticket_means_nothing(self):
        log = [
            self.created("03-07 22:00", calendar="split"),
            self.entry("03-07 23:00", "calendar", calendar="office"),
        ]
        self.assertBreaksAt(log, "03-08 02:00", around_the_clock=True)

    def test_a_calendar_without_hours_is_refused(self):
        for attendances in ((), (Attendance(0, 3600, 3600),)):
            with self.assertRaises(ClockError) as caught:
                check_calendar(Spec("UTC", attendances))
            self.assertEqual(caught.exception.code, "empty")
        self.assertIsNone(check_calendar(Spec("UTC", (Attendance(0, 3600, 3601),))))


@tagged("post_install", "-at_install")
class TestHolidays(ClockCase):
    national_day = {date(2026, 10, day): "holiday" for day in range(1, 8)}
    make_up = {date(2026, 9, 20): "working", date(2026, 10, 10): "working"}
    calendars = {
        "holidays": week((9, 17), exceptions=national_day),
        "office": week((9, 17), exceptions=national_day | make_up),
    }

    def test_the_holiday_is_not_counted(self):
        """Wed 30 September 15:00: 2 h; 1 to 7 October off; Thu 8 October 09:00 + 2 h = 11:00."""
        self.assertBreaksAt([self.created("09-30 15:00")], "10-08 11:00")

    def test_the_make_up_saturday_is_counted(self):
        """28 h from Wed 30 September 15:00: 2 h, Thu 8 and Fri 9 October 16 h, Sat 10 8 h.

        2 h are left for Mon 12: 11:00. Without the make-up day Mon 12 takes 8 h: Tue 13, 11:00.
        """
        log = [self.created("09-30 15:00")]
        self.assertBreaksAt(log, "10-12 11:00", limit=28 * HOUR)
        self.assertBreaksAt(log, "10-13 11:00", limit=28 * HOUR, calendar="holidays")

    def test_the_make_up_sunday_is_counted(self):
        """Sat 19 September 12:00 is off; Sun 20 09:00 + 4 h = 13:00."""
        self.assertBreaksAt([self.created("09-19 12:00")], "09-20 13:00")

    def test_a_pause_over_the_holiday(self):
        """Wed 10:00-16:00 6 h; waiting until Fri 9 October 10:00; 2 h left of 8: 12:00."""
        log = [
            self.created("09-30 10:00"),
            self.moved("09-30 16:00", WAITING),
            self.moved("10-09 10:00", NEW),
        ]
        self.assertBreaksAt(log, "10-09 12:00", limit=8 * HOUR)


class SummerTime(ClockCase):
    """A night shift of 22 to 6 every day, and an office of 9 to 17."""

    limit = 8 * HOUR

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendars = {
            "night": week((0, 6), (22, 24), tz=cls.tz, days=ALL_WEEK),
            "office": week((9, 17), tz=cls.tz),
        }

    def _check_short_night(self, evening, next_evening):
        """The night has 7 h: 22-24, 0-2, 3-6; the 8th is from 22:00 to 23:00 of the next."""
        log = [self.created(f"{evening} 22:00")]
        self.assertBreaksAt(log, f"{next_evening} 23:00", calendar="night")

    def _check_long_night(self, evening, morning):
        """The night has 9 h, 2 to 3 is worked twice: 8 h are worked at 05:00."""
        log = [self.created(f"{evening} 22:00")]
        self.assertBreaksAt(log, f"{morning} 05:00", calendar="night")

    def _check_office(self, friday, monday):
        """Fri 16:00 1 h, Mon 7 h from 09:00: 16:00 on the wall clock, before and after."""
        self.assertBreaksAt([self.created(f"{friday} 16:00")], f"{monday} 16:00")


@tagged("post_install", "-at_install")
class TestBerlin(SummerTime):
    tz = "Europe/Berlin"

    def test_the_clock_is_put_forward(self):
        self._check_short_night("03-28", "03-29")
        self._check_office("03-27", "03-30")

    def test_the_clock_is_put_back(self):
        self._check_long_night("10-24", "10-25")
        self._check_office("10-23", "10-26")

    def test_a_pause_in_the_hour_that_comes_twice(self):
        """Sat 22:00. Waiting from 02:30 summer time (4.5 h used) to 02:30 winter time (1 h).

        3.5 h are left: 06:00, in the second in which the night shift ends.
        """
        twice = self.at("10-25 02:30") + timedelta(hours=1)
        log = [
            self.created("10-24 22:00"),
            self.moved("10-25 02:30", WAITING),
            Entry(twice, "stage", stage=NEW),
        ]
        paused = self.clock(log[:2], "10-25 06:00", calendar="night")
        self.assertClock(paused, elapsed=270 * MINUTE)
        self.assertBreaksAt(log, "10-25 06:00", calendar="night")


@tagged("post_install", "-at_install")
class TestNewYork(SummerTime):
    tz = "America/New_York"

    def test_the_clock_is_put_forward(self):
        self._check_short_night("03-07", "03-08")
        self._check_office("03-06", "03-09")

    def test_the_clock_is_put_back(self):
        self._check_long_night("10-31", "11-01")
        self._check_office("10-30", "11-02")
