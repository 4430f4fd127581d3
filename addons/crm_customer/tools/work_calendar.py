"""Working days and working seconds, compiled once, answered in O(log n).

Pure: no ``env``. ``compile_calendar`` turns a week of attendances, leaves and exceptions
into sorted arrays with prefix sums; a ``WorkCalendar`` answers from them by bisection.

Moments are naive ``datetime`` in UTC, as the host stores them; a fraction of a second is
cut off. Days are ``date`` in the time zone of the calendar.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1)
UTC = ZoneInfo("UTC")
HOLIDAY = "holiday"
WORKING = "working"
#: a choice of fields, by the number of the day as text
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class WorkCalendarError(ValueError):
    """``code`` says what is wrong: empty, hours, range; ``args[0]`` says it in English."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Attendance:
    """Work from ``start`` to ``end``, seconds since local midnight, on a weekday.

    ``weekday`` counts from Monday = 0. ``week`` is the parity of the week in a calendar
    of two weeks (``(ordinal - 1) // 7 % 2``, as the host counts), None for every week.
    """

    weekday: int
    start: int
    end: int
    week: int | None = None


@dataclass(frozen=True)
class Spec:
    """What a calendar is made of.

    :param attendances: of a week or two; empty for flexible calendars
    :param leaves: pairs of moments (from, to) on which nobody works
    :param exceptions: ``{date: "holiday" | "working"}``; they win over the week and over
        the leaves. A working day that the week does not know has the hours of the first
        weekday that has any.
    """

    tz: str = "UTC"
    attendances: tuple = ()
    leaves: tuple = ()
    exceptions: dict = field(default_factory=dict)


def compile_calendar(spec, start, end, hours=False):
    """Compile ``spec`` for the days ``start`` to ``end``, both included.

    :param hours: seconds will be asked for
    :raise WorkCalendarError: ``end`` before ``start``; ``hours`` of a calendar without any
    """
    if end < start:
        raise WorkCalendarError("range", f"The calendar ends on {end}, before {start}.")
    if not spec.attendances:
        if hours:
            raise WorkCalendarError(
                "empty",
                "A calendar without working hours (empty or flexible) counts days, not hours.",
            )
        return _compile_days(spec, start, end)
    leaves = _leave_spans(spec)
    days, spans = [], []
    for day in _each_day(start, end):
        worked = _day_spans(spec, day)
        if spec.exceptions.get(day) != WORKING:
            worked = subtract_spans(worked, leaves)
        if worked:
            days.append(day.toordinal())
            spans += worked
    return WorkCalendar(start, end, days, merge_spans(spans), _bounds(spec, start, end))


def _compile_days(spec, start, end):
    """Monday to Friday, less the days that a leave covers whole, and the exceptions."""
    leaves = _leave_spans(spec)
    zone = ZoneInfo(spec.tz)
    days = []
    for day in _each_day(start, end):
        kind = spec.exceptions.get(day)
        if kind == WORKING:
            days.append(day.toordinal())
        elif kind != HOLIDAY and day.weekday() < 5:
            whole = (_instant(day, 0, zone), _instant(day, 86400, zone))
            if subtract_spans([whole], leaves):
                days.append(day.toordinal())
    return WorkCalendar(start, end, days)


def _leave_spans(spec):
    """Return the merged leaves; a leave until 23:59:59 lasts until midnight."""
    return merge_spans(
        (_epoch(begin), _epoch(stop) + (stop.second == 59)) for begin, stop in spec.leaves
    )


def _bounds(spec, start, end):
    """Return the first and the last instant of the days ``start`` to ``end``."""
    zone = ZoneInfo(spec.tz)
    return _instant(start, 0, zone), _instant(end, 86400, zone)


def _each_day(start, end):
    return (start + timedelta(days=count) for count in range((end - start).days + 1))


def _epoch(moment):
    """Return the whole seconds of a naive UTC ``moment`` since 1970."""
    since = moment - EPOCH
    return since.days * 86400 + since.seconds


def _instant(day, seconds, zone):
    """Return the epoch seconds of ``seconds`` on the wall clock of ``day`` in ``zone``."""
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    return _epoch(wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None))


def _day_spans(spec, day):
    """Return the worked spans of ``day`` by the week and the exceptions, in epoch seconds."""
    kind = spec.exceptions.get(day)
    if kind == HOLIDAY:
        return []
    week = (day.toordinal() - 1) // 7 % 2
    same_week = [slot for slot in spec.attendances if slot.week in (None, week)]
    slots = [slot for slot in same_week if slot.weekday == day.weekday()]
    if not slots and kind == WORKING:
        usual = same_week or spec.attendances
        first = min(slot.weekday for slot in usual)
        slots = [slot for slot in usual if slot.weekday == first]
    zone = ZoneInfo(spec.tz)
    spans = ((_instant(day, slot.start, zone), _instant(day, slot.end, zone)) for slot in slots)
    return merge_spans(spans)


def merge_spans(spans):
    """Return ``spans`` sorted, joined where they touch, without empty ones."""
    merged = []
    for begin, stop in sorted(span for span in spans if span[0] < span[1]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return merged


def subtract_spans(spans, leaves):
    """Return what is left of ``spans`` outside ``leaves``, both merged."""
    rest = []
    for begin, stop in spans:
        first = bisect_right(leaves, (begin,))
        if first and leaves[first - 1][1] > begin:
            first -= 1
        for away, back in leaves[first:]:
            if away >= stop:
                break
            if begin < away:
                rest.append((begin, away))
            begin = max(begin, back)
        if begin < stop:
            rest.append((begin, stop))
    return rest


class WorkCalendar:
    """Answers about the days ``start`` to ``end``; outside of them it refuses.

    :raise WorkCalendarError: each method: a day or moment outside of the range (``range``),
        seconds of a calendar that was compiled without hours (``hours``)
    """

    __slots__ = ("_bounds", "_days", "_ends", "_starts", "_sums", "end", "start")

    def __init__(self, start, end, days, spans=None, bounds=None):
        self.start = start
        self.end = end
        self._bounds = bounds
        self._days = days
        self._starts = [span[0] for span in spans] if spans is not None else None
        self._ends = [span[1] for span in spans or ()]
        self._sums = list(accumulate((stop - begin for begin, stop in spans or ()), initial=0))

    # days
    def is_working_day(self, day):
        index = bisect_left(self._days, self._ordinal(day))
        return index < len(self._days) and self._days[index] == day.toordinal()

    def next_working_day(self, day):
        """Return ``day`` itself if it is worked, else the first working day after it."""
        return self._day_at(bisect_left(self._days, self._ordinal(day)))

    def add_working_days(self, day, count):
        """Return the ``count``-th working day after ``day``, before it if negative.

        0 gives ``next_working_day(day)``.
        """
        ordinal = self._ordinal(day)
        if count > 0:
            return self._day_at(bisect_right(self._days, ordinal) + count - 1)
        return self._day_at(bisect_left(self._days, ordinal) + count)

    def working_days_between(self, first, last):
        """Return how many working days come after ``first``, up to and with ``last``.

        Negative when ``last`` is before ``first``: then those from ``first`` back to the
        day after ``last``.
        """
        return bisect_right(self._days, self._ordinal(last)) - bisect_right(
            self._days, self._ordinal(first)
        )

    # seconds
    def seconds_between(self, first, last):
        """Return the worked seconds from ``first`` to ``last``; negative if reversed."""
        return self._worked(last) - self._worked(first)

    def add_seconds(self, moment, seconds):
        """Return the earliest moment at which ``seconds`` are worked since ``moment``.

        0 gives ``moment``; a negative number gives the latest moment from which that many
        seconds are worked until ``moment``.
        """
        if not seconds:
            self._worked(moment)
            return moment.replace(microsecond=0)
        target = self._worked(moment) + seconds
        if not 0 <= target <= self._sums[-1]:
            raise self._out_of_range(f"{seconds} s from {moment}")
        find = bisect_left if seconds > 0 else bisect_right
        index = find(self._sums, target) - 1
        return EPOCH + timedelta(seconds=self._starts[index] + target - self._sums[index])

    def spans_between(self, first, last):
        """Return the worked spans from ``first`` to ``last``: pairs of moments, in order."""
        self._worked(first), self._worked(last)
        begin, stop = _epoch(first), _epoch(last)
        index = bisect_right(self._ends, begin)
        spans = []
        while index < len(self._starts) and self._starts[index] < stop:
            span = (max(self._starts[index], begin), min(self._ends[index], stop))
            spans.append(tuple(EPOCH + timedelta(seconds=instant) for instant in span))
            index += 1
        return spans

    def _worked(self, moment):
        """Return the worked seconds from the start of the range to ``moment``."""
        if self._starts is None:
            raise WorkCalendarError("hours", "This calendar counts days, not hours.")
        instant = _epoch(moment)
        if not self._bounds[0] <= instant <= self._bounds[1]:
            raise self._out_of_range(moment)
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return 0
        return self._sums[index] + min(instant, self._ends[index]) - self._starts[index]

    def _ordinal(self, day):
        if not self.start <= day <= self.end:
            raise self._out_of_range(day)
        return day.toordinal()

    def _day_at(self, index):
        if not 0 <= index < len(self._days):
            raise self._out_of_range("The day asked for")
        return date.fromordinal(self._days[index])

    def _out_of_range(self, asked):
        return WorkCalendarError("range", f"{asked} is outside of {self.start} to {self.end}.")
