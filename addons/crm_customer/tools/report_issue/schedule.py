"""On which working day the next issue of a report comes out. Pure: no ``env``."""

from datetime import timedelta

DAILY = "daily"
WEEKLY = "weekly"
MONTHLY = "monthly"


def next_day(calendar, after, frequency, weekday=0, nth=1):
    """Return the first day of issue after the day ``after``.

    :param calendar: ``WorkCalendar``
    :param frequency: every working day, on a ``weekday`` (Monday = 0) of each week, or on
        the ``nth`` working day of each month; a weekday that is not worked moves to the
        next working day
    :raise WorkCalendarError: the day lies outside of the calendar
    :raise ValueError: another frequency
    """
    if frequency == DAILY:
        return calendar.add_working_days(after, 1)
    if frequency == WEEKLY:
        days = _weekly(calendar, after, weekday)
    elif frequency == MONTHLY:
        days = _monthly(calendar, after, nth)
    else:
        raise ValueError(f"no such frequency: {frequency!r}")
    return next(day for day in days if day > after)


def _weekly(calendar, after, weekday):
    # last week's day may have moved beyond today
    day = after - timedelta(days=(after.weekday() - weekday) % 7)
    while True:
        yield calendar.next_working_day(day)
        day += timedelta(days=7)


def _monthly(calendar, after, nth):
    first = after.replace(day=1)
    while True:
        yield calendar.add_working_days(first - timedelta(days=1), nth)
        first = (first + timedelta(days=31)).replace(day=1)


def period_label(day, interval):
    """Return a period as it is read in any language: 2026, 2026-Q4, 2026-10, 2026-W41.

    Weeks are those of ISO 8601, from Monday on.
    """
    if interval == "year":
        return f"{day:%Y}"
    if interval == "quarter":
        return f"{day:%Y}-Q{(day.month + 2) // 3}"
    if interval == "week":
        return "{}-W{:02}".format(*day.isocalendar()[:2])
    return f"{day:%Y-%m}" if interval == "month" else f"{day:%Y-%m-%d}"
