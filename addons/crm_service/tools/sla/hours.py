"""Versions of working hours: as plain values to be kept, and as entries of a ticket's log."""

from dataclasses import replace
from datetime import date, datetime
from heapq import merge
from operator import attrgetter

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec

from .entries import CALENDAR, Entry


def to_values(spec):
    """Return ``work_calendar.Spec`` as values that JSON knows; ``to_spec`` is the opposite."""
    return {
        "tz": spec.tz,
        "attendances": [
            [slot.weekday, slot.start, slot.end, slot.week] for slot in spec.attendances
        ],
        "leaves": [[begin.isoformat(), end.isoformat()] for begin, end in spec.leaves],
        "exceptions": {day.isoformat(): kind for day, kind in sorted(spec.exceptions.items())},
    }


def to_spec(values):
    """Return the ``work_calendar.Spec`` of what ``to_values`` made."""
    return Spec(
        tz=values["tz"],
        attendances=tuple(Attendance(*slot) for slot in values["attendances"]),
        leaves=tuple(
            (datetime.fromisoformat(begin), datetime.fromisoformat(end))
            for begin, end in values["leaves"]
        ),
        exceptions={date.fromisoformat(day): kind for day, kind in values["exceptions"].items()},
    )


def is_same_from(old, new, moment):
    """Say whether two values mean the same from ``moment`` on; what is over does not count."""
    return _lasting(old, moment) == _lasting(new, moment)


def _lasting(values, moment):
    """Return the part of ``values`` that still counts; None for no hours of its own."""
    if not values:
        return None
    spec = to_spec(values)
    day = moment.date()
    return replace(
        spec,
        attendances=tuple(sorted(spec.attendances, key=lambda slot: (str(slot.week), slot.start))),
        leaves=tuple(sorted(leave for leave in spec.leaves if leave[1] > moment)),
        exceptions={when: kind for when, kind in spec.exceptions.items() if when >= day},
    )


def in_force(chain, moment):
    """Return the key of the version that holds at ``moment``; None before the first.

    :param chain: pairs (key, since when), ordered
    """
    found = None
    for key, since in chain:
        if since > moment:
            break
        found = key
    return found


def tell_hours(log, stretches, chains):
    """Return ``log`` with the entries that say by which working hours it counts.

    A version that comes later leaves what was counted before as it was.

    :param log: list of ``Entry``, ordered, the first of them "created"
    :param stretches: pairs (since when, whose hours count), ordered, the first not after the
        creation
    :param chains: ``{whose: pairs (key, since when), ordered}``
    """
    created, *others = log
    keys = list(_each_key(stretches, chains, created.moment))
    first = keys[0][1]
    changes = [
        Entry(moment, CALENDAR, calendar=key)
        for (moment, key), (_before, last) in zip(keys[1:], keys, strict=False)
        if key != last
    ]
    told = merge(changes, others, key=attrgetter("moment"))
    return [replace(created, calendar=first), *told]


def _each_key(stretches, chains, start):
    """Yield (since when, key) from ``start`` on, which is named by the first."""
    ends = [moment for moment, _owner in stretches[1:]] + [datetime.max]
    for (since, owner), end in zip(stretches, ends, strict=True):
        since = max(since, start)
        yield since, in_force(chains[owner], since)
        for key, moment in chains[owner]:
            if since < moment < end:
                yield moment, key
