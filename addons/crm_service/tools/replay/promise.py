"""The log of a ticket, as it would read if something else had been promised."""

from dataclasses import dataclass, replace
from heapq import merge
from operator import attrgetter

from ..sla.entries import CALENDAR, CREATED, POLICY, STAGE


@dataclass(frozen=True)
class Change:
    """What would have been promised from the beginning; None: as it was, with its changes.

    :param seconds: working seconds
    :param pauses: whether the clock stands still in waiting stages
    :param waiting: ids of the stages that wait
    :param warn: working seconds before the deadline, 0: no warning
    :param calendar: key of the calendar that all is counted by
    """

    seconds: int | None = None
    pauses: bool | None = None
    waiting: frozenset | None = None
    warn: int | None = None
    calendar: int | str | None = None


def change_policy(policy, change):
    """Return ``tools.sla.Policy`` with what the log does not say."""
    if change.warn is not None:
        policy = replace(policy, warn_seconds=(change.warn,) if change.warn else ())
    if change.pauses is not None:
        policy = replace(policy, pauses_while_waiting=change.pauses)
    return policy


def change_log(log, change):
    """Return ``log``, a list of ``tools.sla.Entry``, as it would read under ``change``.

    When a policy applied and when it did not stays as it was.
    """
    keeps = change.calendar is None
    return [_changed(entry, change) for entry in log if keeps or entry.kind != CALENDAR]


def _changed(entry, change):
    values = {}
    if entry.kind == POLICY and entry.seconds:
        values = {"seconds": change.seconds, "pauses_while_waiting": change.pauses}
    elif entry.kind in (CREATED, STAGE) and change.waiting is not None:
        values = {"is_waiting": entry.stage in change.waiting}
    if entry.kind == CREATED:
        values["calendar"] = change.calendar
    values = {name: value for name, value in values.items() if value is not None}
    return replace(entry, **values) if values else entry


def with_hours_of(log, other):
    """Return ``log``, counted by the working hours that ``other``, another log of it, tells."""
    created, *rest = [entry for entry in log if entry.kind != CALENDAR]
    hours = [entry for entry in other if entry.kind == CALENDAR]
    first = replace(created, calendar=other[0].calendar)
    return [first, *merge(hours, rest, key=attrgetter("moment"))]
