"""On which days what comes back every year falls. Pure: no ``env``."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import NamedTuple

from . import lunar
from .lunar import LunarDay

SOLAR, LUNAR = "solar", "lunar"


class Recurrence(NamedTuple):
    calendar: str  # SOLAR or LUNAR
    month: int
    day: int
    leap: bool = False  # of a leap lunar month
    shift: int = 0  # days added: -1 is the day before


class Occurrence(NamedTuple):
    date: date
    year: int  # of the calendar it recurs by; it names the occurrence, once and for all


def day_exists(calendar, month, day, leap=False, year=None):
    """Whether there is such a day, in ``year`` or in any year that we know."""
    if calendar == SOLAR:
        known = 1 <= month <= 12 and (year is None or 1 <= year <= 9999)
        return known and not leap and 1 <= day <= monthrange(year or 2000, month)[1]
    years = range(lunar.FIRST_YEAR, lunar.LAST_YEAR + 1) if year is None else (year,)
    return any(
        1 <= day <= lunar.month_lengths(each).get((month, leap), 0)
        for each in years
        if lunar.FIRST_YEAR <= each <= lunar.LAST_YEAR
    )


def occurrence(recurrence, year):
    """Return the ``date`` of ``recurrence`` in ``year`` of its own calendar.

    Who was born on 29 February has it on the 28th of a common year. A leap month that the
    year does not have is kept in the month it follows, and a 30th that a month does not
    have on its 29th, as families do.

    :raise ValueError: a year that the calendar does not know
    """
    calendar, month, day, leap, shift = recurrence
    if calendar == SOLAR:
        return date(year, month, min(day, monthrange(year, month)[1])) + timedelta(shift)
    lengths = lunar.month_lengths(year)
    leap = leap and (month, True) in lengths
    day = min(day, lengths[month, leap])
    return lunar.to_solar(LunarDay(year, month, day, leap)) + timedelta(shift)


def occurrences(recurrence, first, last):
    """Return each ``Occurrence`` from ``first`` to ``last``, both included, in order.

    :param first: ``date``, after 1900; the lunar calendar ends with 2100
    """
    # a lunar year ends in the next solar one
    years = range(first.year - 2, last.year + 2)
    if recurrence.calendar == LUNAR:
        years = range(max(years[0], lunar.FIRST_YEAR), min(years[-1], lunar.LAST_YEAR) + 1)
    found = (Occurrence(occurrence(recurrence, year), year) for year in years)
    return [each for each in found if first <= each.date <= last]


def next_occurrence(recurrence, first):
    """Return the first ``Occurrence`` from ``first`` on, ``None`` at the calendar's end."""
    # a lunar year has up to 385 days
    found = occurrences(recurrence, first, first + timedelta(days=390))
    return found[0] if found else None


def anniversary_days(first, last):
    """Return which dates have their anniversary on the days from ``first`` to ``last``.

    :return: list of (day, month, day of month, year); 28 February of a common year stands
        twice, the second time for 29 February
    """
    days = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        days.append((day, day.month, day.day, day.year))
        if (day.month, day.day) == (2, 28) and not isleap(day.year):
            days.append((day, 2, 29, day.year))
    return days
