"""Quarters of the calendar. Pure: no ``env``."""

from datetime import date, timedelta


def quarter_of(day):
    """Return ``(year, number from 1 to 4)`` of the quarter in which ``day`` lies."""
    return day.year, (day.month + 2) // 3


def quarter_bounds(year, number):
    """Return the first and the last day of a quarter.

    :raise ValueError: there is no such quarter
    """
    first = date(year, 3 * number - 2, 1)
    return first, quarter_start(first + timedelta(days=93)) - timedelta(days=1)


def quarter_start(day):
    """Return the first day of the quarter in which ``day`` lies."""
    year, number = quarter_of(day)
    return date(year, 3 * number - 2, 1)


def quarter_before(day):
    """Return ``(year, number)`` of the last quarter that was over on ``day``."""
    return quarter_of(quarter_start(day) - timedelta(days=1))
