"""Quarters as people write them, "2026-Q4"; they sort as text."""

import re
from datetime import date, timedelta

PATTERN = re.compile(r"(\d{4})-Q([1-4])")


def quarter_of(day):
    """Return the quarter of ``day``."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def is_quarter(text):
    return bool(PATTERN.fullmatch(text or ""))


def bounds(quarter):
    """Return the first and the last day of ``quarter``.

    :raise ValueError: it is none
    """
    match = PATTERN.fullmatch(quarter or "")
    if not match:
        raise ValueError(quarter)
    year, number = int(match[1]), int(match[2])
    following = date(year + number // 4, number % 4 * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), following - timedelta(days=1)


def quarters_from(day, count):
    """Return ``count`` quarters, that of ``day`` first."""
    found = []
    for _number in range(count):
        found.append(quarter_of(day))
        day = bounds(found[-1])[1] + timedelta(days=1)
    return found
