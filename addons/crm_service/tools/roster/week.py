"""Weeks of shifts on the wall clock of a place."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Slot:
    """A shift of each week; who ends not after the beginning ends on the next day.

    :param weekday: 0 (Monday) to 6
    :param start, end: hours of the wall clock
    """

    who: int
    weekday: int
    start: float
    end: float


def monday_of(day):
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def fill_week(slots, monday, zone):
    """Return [(who, from, to)] of ``slots`` in the week of ``monday``."""
    return [
        (slot.who, *_span(monday + timedelta(days=slot.weekday), slot.start, slot.end, zone))
        for slot in slots
    ]


def moved(moment, days, zone):
    """Return ``moment`` ``days`` later at the same time on the wall clock of ``zone``."""
    wall = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return _to_utc(wall + timedelta(days=days), zone)


def _span(day, start, end, zone):
    midnight = datetime(day.year, day.month, day.day)
    over = 24 if end <= start else 0
    return tuple(
        _to_utc(midnight + timedelta(minutes=round(hours * 60)), zone)
        for hours in (start, end + over)
    )


def _to_utc(wall, zone):
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
