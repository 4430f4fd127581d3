"""Periods that tile time: every day lies in exactly one period of a kind.

Pure: no ``env``. Days are ``date`` in the time zone of the company; both ends of a period
belong to it.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
UTC = ZoneInfo("UTC")
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
KINDS = ("day", "week", *MONTHS, "fiscal_year")


class Period(NamedTuple):
    """The days from ``start`` to ``stop``, both included."""

    start: date
    stop: date


class Setting(NamedTuple):
    """What a company says about its periods.

    :param week_start: first day of the week, Monday = 0
    :param fiscal_end: (month, day) of the last day of the fiscal year; the end of February
        is its last day in every year
    """

    week_start: int = 0
    fiscal_end: tuple = (12, 31)


# weeks from Monday, fiscal years as those of the calendar
USUAL = Setting()


def period_at(kind, day, setting=USUAL):
    """Return the period of ``kind`` that ``day`` lies in.

    :param kind: one of ``KINDS``
    :raise KeyError: a kind that is not known
    """
    if kind == "day":
        return Period(day, day)
    if kind == "week":
        start = day - timedelta(days=(day.weekday() - setting.week_start) % 7)
        return Period(start, start + timedelta(days=6))
    if kind == "fiscal_year":
        end = _fiscal_end(day.year, setting.fiscal_end)
        year = day.year if day <= end else day.year + 1
        last = _fiscal_end(year - 1, setting.fiscal_end)
        return Period(last + DAY, _fiscal_end(year, setting.fiscal_end))
    months = MONTHS[kind]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))


def previous_period(kind, period, setting=USUAL):
    """Return the period that ends on the day before ``period``."""
    return period_at(kind, period.start - DAY, setting)


def previous_periods(kind, period, count, setting=USUAL):
    """Return the ``count`` periods before ``period``, the oldest first."""
    periods = []
    for _number in range(count):
        period = previous_period(kind, period, setting)
        periods.append(period)
    return periods[::-1]


def rolling(day, days):
    """Return the ``days`` days that end with ``day``."""
    return Period(day - timedelta(days=days - 1), day)


def rolling_before(day, days, count):
    """Return the ``count`` windows of ``days`` days that end before that of ``day``."""
    return [rolling(day - timedelta(days=days * number), days) for number in range(count, 0, -1)]


def utc_bounds(period, tz):
    """Return the moments (from, before) of ``period``: naive, in UTC, as the host stores them."""
    return _midnight(period.start, tz), _midnight(period.stop + DAY, tz)


def day_at(moment, tz):
    """Return the day of a naive moment in UTC by the clock of ``tz``."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(tz)).date()


def _midnight(day, tz):
    local = datetime.combine(day, time.min, ZoneInfo(tz))
    return local.astimezone(UTC).replace(tzinfo=None)


def _fiscal_end(year, month_day):
    month, day = month_day
    last = monthrange(year, month)[1]
    if month == 2 and day >= 28:
        return date(year, month, last)
    return date(year, month, min(day, last))
