from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.work_calendar import (
    Attendance,
    Spec,
    WorkCalendarError,
    compile_calendar,
)

START, END = date(2025, 1, 1), date(2026, 12, 31)
HOUR = 3600


def week(*slots, days=range(5)):
    """Attendances of the same (from hour, to hour) on each of ``days``."""
    return tuple(
        Attendance(day, int(first * HOUR), int(last * HOUR))
        for day in days
        for first, last in slots
    )


OFFICE = week((8, 12), (13, 17))


def compiled(start=START, end=END, hours=True, **spec):
    spec = {"tz": "Asia/Shanghai", "attendances": OFFICE} | spec
    return compile_calendar(Spec(**spec), start, end, hours)


@tagged("post_install", "-at_install")
class TestWorkCalendarDays(BaseCase):
    def test_the_week_is_worked_and_the_weekend_is_not(self):
        calendar = compiled()
        self.assertTrue(calendar.is_working_day(date(2026, 3, 6)))  # Friday
        self.assertFalse(calendar.is_working_day(date(2026, 3, 7)))
        self.assertEqual(calendar.next_working_day(date(2026, 3, 6)), date(2026, 3, 6))
        self.assertEqual(calendar.next_working_day(date(2026, 3, 7)), date(2026, 3, 9))

    def test_days_are_added_after_the_day(self):
        calendar = compiled()
        friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
        self.assertEqual(calendar.add_working_days(friday, 1), date(2026, 3, 9))
        self.assertEqual(calendar.add_working_days(saturday, 1), date(2026, 3, 9))
        self.assertEqual(calendar.add_working_days(saturday, 0), date(2026, 3, 9))
        self.assertEqual(calendar.add_working_days(friday, 6), date(2026, 3, 16))
        self.assertEqual(calendar.add_working_days(saturday, -1), friday)
        self.assertEqual(calendar.add_working_days(friday, -5), date(2026, 2, 27))

    def test_days_between_count_the_last_and_not_the_first(self):
        calendar = compiled()
        friday = date(2026, 3, 6)
        self.assertEqual(calendar.working_days_between(friday, friday), 0)
        self.assertEqual(calendar.working_days_between(friday, date(2026, 3, 8)), 0)
        self.assertEqual(calendar.working_days_between(friday, date(2026, 3, 13)), 5)
        self.assertEqual(calendar.working_days_between(date(2026, 3, 13), friday), -5)

    def test_exceptions_win_over_the_week_and_the_leaves(self):
        calendar = compiled(
            exceptions={date(2026, 3, 6): "holiday", date(2026, 3, 7): "working"},
            leaves=((datetime(2026, 3, 6, 16), datetime(2026, 3, 8, 16)),),
        )
        self.assertFalse(calendar.is_working_day(date(2026, 3, 6)))
        self.assertTrue(calendar.is_working_day(date(2026, 3, 7)))

    def test_a_leave_of_the_whole_day_takes_it_and_half_a_day_does_not(self):
        whole = (datetime(2026, 3, 1, 16), datetime(2026, 3, 2, 15, 59, 59))
        half = (datetime(2026, 3, 3, 0), datetime(2026, 3, 3, 4))
        calendar = compiled(leaves=(whole, half))
        self.assertFalse(calendar.is_working_day(date(2026, 3, 2)))
        self.assertTrue(calendar.is_working_day(date(2026, 3, 3)))

    def test_a_calendar_without_hours_counts_monday_to_friday(self):
        leave = (datetime(2026, 3, 2, 16), datetime(2026, 3, 3, 15, 59, 59))
        calendar = compiled(
            hours=False,
            attendances=(),
            leaves=(leave,),
            exceptions={date(2026, 3, 4): "holiday", date(2026, 3, 7): "working"},
        )
        march = [date(2026, 3, day) for day in range(2, 9)]
        self.assertEqual([day.day for day in march if calendar.is_working_day(day)], [2, 5, 6, 7])

    def test_two_weeks_take_turns(self):
        calendar = compiled(
            attendances=(
                Attendance(0, 8 * HOUR, 9 * HOUR, week=0),
                Attendance(1, 8 * HOUR, 9 * HOUR, week=1),
            )
        )
        days = [date(2026, 3, 2) + timedelta(days=count) for count in range(14)]
        worked = [day for day in days if calendar.is_working_day(day)]
        # 2026-03-02 is day 739677 of the host's count, (739677 - 1) // 7 % 2 = 0
        self.assertEqual(worked, [date(2026, 3, 2), date(2026, 3, 10)])

    def test_outside_of_the_range_is_refused(self):
        calendar = compiled()
        for ask in (
            lambda: calendar.is_working_day(date(2024, 12, 31)),
            lambda: calendar.add_working_days(date(2026, 12, 30), 5),
            lambda: calendar.add_working_days(date(2025, 1, 2), -9),
            lambda: calendar.working_days_between(date(2026, 1, 1), date(2027, 1, 1)),
            lambda: calendar.seconds_between(datetime(2026, 1, 1), datetime(2027, 1, 2)),
            lambda: calendar.add_seconds(datetime(2026, 12, 31), 10**6),
            lambda: compiled(start=END, end=START),
        ):
            with self.assertRaises(WorkCalendarError) as caught:
                ask()
            self.assertEqual(caught.exception.code, "range")


@tagged("post_install", "-at_install")
class TestWorkCalendarSeconds(BaseCase):
    def test_a_night_and_a_lunch_do_not_count(self):
        calendar = compiled()
        # Monday 11:00 to Tuesday 09:00 in Shanghai: 1 h + 4 h + 1 h
        first, last = datetime(2026, 3, 2, 3), datetime(2026, 3, 3, 1)
        self.assertEqual(calendar.seconds_between(first, last), 6 * HOUR)
        self.assertEqual(calendar.seconds_between(last, first), -6 * HOUR)
        self.assertEqual(calendar.add_seconds(first, 6 * HOUR), last)
        self.assertEqual(calendar.add_seconds(last, -6 * HOUR), first)

    def test_the_earliest_moment_is_the_end_of_work_not_the_next_morning(self):
        calendar = compiled()
        friday_noon = datetime(2026, 3, 6, 5)  # 13:00 in Shanghai
        evening = calendar.add_seconds(friday_noon, 4 * HOUR)
        self.assertEqual(evening, datetime(2026, 3, 6, 9))
        self.assertEqual(
            calendar.add_seconds(friday_noon, 4 * HOUR + 1), datetime(2026, 3, 9, 0, 0, 1)
        )

    def test_nothing_added_is_the_moment_itself(self):
        sunday = datetime(2026, 3, 8, 5, 30, 15, 999)
        self.assertEqual(compiled().add_seconds(sunday, 0), datetime(2026, 3, 8, 5, 30, 15))

    def test_a_make_up_saturday_has_the_hours_of_monday(self):
        hours = week((9, 12)) + week((14, 18), days=(0,))
        calendar = compiled(attendances=hours, exceptions={date(2026, 3, 7): "working"})
        worked = calendar.seconds_between(datetime(2026, 3, 6, 16), datetime(2026, 3, 7, 16))
        self.assertEqual(worked, 7 * HOUR)

    def test_a_leave_takes_its_hours_only(self):
        leave = (datetime(2026, 3, 2, 2), datetime(2026, 3, 2, 6))  # 10:00 to 14:00
        calendar = compiled(leaves=(leave,))
        worked = calendar.seconds_between(datetime(2026, 3, 1, 16), datetime(2026, 3, 2, 16))
        self.assertEqual(worked, 5 * HOUR)

    def test_a_day_of_24_hours_has_86400_seconds(self):
        calendar = compiled(tz="UTC", attendances=week((0, 24), days=range(7)))
        self.assertEqual(
            calendar.seconds_between(datetime(2026, 3, 1), datetime(2026, 3, 31)),
            30 * 86400,
        )

    def test_summer_time_makes_a_day_of_23_and_one_of_25_hours(self):
        calendar = compiled(tz="Europe/Berlin", attendances=week((0, 24), days=range(7)))
        spring = datetime(2026, 3, 28, 23), datetime(2026, 3, 29, 22)
        autumn = datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 23)
        self.assertEqual(calendar.seconds_between(*spring), 23 * HOUR)
        self.assertEqual(calendar.seconds_between(*autumn), 25 * HOUR)

    def test_office_hours_keep_to_the_wall_clock_over_the_change(self):
        calendar = compiled(tz="Europe/Berlin", attendances=week((9, 17)))
        # Friday 27 March 16:00 CET + 2 h = Monday 30 March 10:00 CEST
        self.assertEqual(
            calendar.add_seconds(datetime(2026, 3, 27, 15), 2 * HOUR),
            datetime(2026, 3, 30, 8),
        )

    def test_empty_hours_are_refused_when_compiled(self):
        with self.assertRaisesRegex(WorkCalendarError, "without working hours"):
            compiled(attendances=())
        with self.assertRaisesRegex(WorkCalendarError, "counts days"):
            calendar = compiled(attendances=(), hours=False)
            calendar.seconds_between(datetime(2026, 3, 1), datetime(2026, 3, 2))


slots = st.tuples(st.integers(0, 6), st.integers(0, 86399), st.integers(1, 43200)).map(
    lambda slot: Attendance(slot[0], slot[1], min(slot[1] + slot[2], 86400))
)
moments = st.datetimes(datetime(2026, 3, 5), datetime(2026, 5, 20))
days = st.dates(date(2026, 3, 5), date(2026, 5, 20))
leaves = st.tuples(moments, st.integers(1, 5 * 86400)).map(
    lambda leave: (leave[0], leave[0] + timedelta(seconds=leave[1]))
)
specs = st.builds(
    Spec,
    tz=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]),
    attendances=st.lists(slots, min_size=1, max_size=8).map(tuple),
    leaves=st.lists(leaves, max_size=3).map(tuple),
    exceptions=st.dictionaries(days, st.sampled_from(["holiday", "working"]), max_size=6),
)


@tagged("post_install", "-at_install")
class TestWorkCalendarProperties(BaseCase):
    @staticmethod
    def _compile(spec):
        return compile_calendar(spec, date(2026, 2, 1), date(2026, 6, 30), hours=True)

    @staticmethod
    def _ask(call, *args):
        """Return the answer, None where the range ends."""
        try:
            return call(*args)
        except WorkCalendarError:
            return None

    @settings(max_examples=200, deadline=None)
    @given(specs, moments, st.integers(-400000, 400000))
    def test_adding_seconds_and_counting_them_are_inverse(self, spec, moment, seconds):
        calendar = self._compile(spec)
        there = self._ask(calendar.add_seconds, moment, seconds)
        if there:
            self.assertEqual(calendar.seconds_between(moment, there), seconds)

    @settings(max_examples=200, deadline=None)
    @given(specs, moments, st.integers(1, 200000), st.integers(1, 200000))
    def test_adding_seconds_is_additive_and_monotone(self, spec, moment, one, two):
        calendar = self._compile(spec)
        at_once = self._ask(calendar.add_seconds, moment, one + two)
        if at_once:
            stop = calendar.add_seconds(moment, one)
            self.assertLess(moment.replace(microsecond=0), stop)
            self.assertLess(stop, at_once)
            self.assertEqual(calendar.add_seconds(stop, two), at_once)

    @settings(max_examples=200, deadline=None)
    @given(specs, moments, moments, moments)
    def test_seconds_between_add_up(self, spec, one, two, three):
        calendar = self._compile(spec)
        between = calendar.seconds_between
        self.assertEqual(between(one, two) + between(two, three), between(one, three))
        self.assertLessEqual(abs(between(one, two)), abs((two - one).total_seconds()) + 1)

    @settings(max_examples=200, deadline=None)
    @given(specs, days, st.integers(-15, 15))
    def test_adding_days_and_counting_them_are_inverse(self, spec, day, count):
        calendar = self._compile(spec)
        day = self._ask(calendar.next_working_day, day)
        there = day and self._ask(calendar.add_working_days, day, count)
        if there:
            self.assertTrue(calendar.is_working_day(there))
            self.assertEqual(calendar.working_days_between(day, there), count)

    @settings(max_examples=200, deadline=None)
    @given(specs, days, days)
    def test_days_between_is_the_count_of_working_days(self, spec, one, two):
        calendar = self._compile(spec)
        first, last = sorted((one, two))
        after = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
        count = sum(calendar.is_working_day(day) for day in after)
        self.assertEqual(calendar.working_days_between(first, last), count)
        self.assertEqual(calendar.working_days_between(last, first), -count)

    @settings(max_examples=100, deadline=None)
    @given(specs)
    def test_a_day_is_worked_when_it_has_seconds(self, spec):
        spec = Spec("UTC", spec.attendances, spec.leaves, spec.exceptions)
        calendar = self._compile(spec)
        for offset in range(60):
            day = datetime(2026, 3, 10) + timedelta(days=offset)
            worked = calendar.seconds_between(day, day + timedelta(days=1))
            self.assertEqual(worked > 0, calendar.is_working_day(day.date()))
