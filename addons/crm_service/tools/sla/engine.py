"""The engine of the service-level clock: ``state = fold(log)``.

``feed`` takes one entry and costs O(log n) of the calendar's spans, however long the log is.
What an entry means is said in ``steps``; here is how time is counted, by ``WorkCalendar``.

A limit is used up at the earliest moment at which ``elapsed >= limit`` (our own rule): the end
of the working day, not the opening of the next one.
"""

from dataclasses import replace

from odoo.addons.crm_customer.tools.work_calendar import WorkCalendarError

from .entries import ClockError, check_moment
from .state import BREACH, begin
from .steps import STEPS


def happened_by(now, log):
    """Return the entries of ``log`` up to and with ``now``.

    :raise ClockError: ``now`` is not a naive datetime of whole seconds (``moment``)
    """
    check_moment(now)
    return [entry for entry in log if entry.moment <= now]


def fold(log, policy, calendars, state=None):
    """Return the state after all entries of ``log``, an iterable, from ``state`` on.

    :raise ClockError: as ``feed``
    """
    state = state or begin(policy)
    for entry in log:
        state = feed(state, entry, policy, calendars)
    return state


def feed(state, entry, policy, calendars):
    """Return the state after ``entry``.

    :param calendars: ``{key: WorkCalendar}``, compiled with hours
    :raise ClockError: ``order``, ``created``, ``calendar``, ``beyond``; of the calendar: ``range``
    """
    state = advance(state, policy, calendars, entry.moment)
    state = STEPS[entry.kind](state, entry, policy)
    return _judge(_mark(state, policy), calendars)


def advance(state, policy, calendars, moment):
    """Return the state counted up to ``moment``, as if nothing happened since.

    :raise ClockError: ``moment`` is before ``state.moment`` (``order``); ``calendar``; ``range``
    """
    check_moment(moment)
    if state.moment and moment < state.moment:
        raise ClockError("order", f"{moment} is before {state.moment}, which is counted already.")
    if not state.is_open or state.is_stopped:
        return replace(state, moment=moment)
    calendar = get_calendar(state, calendars)
    elapsed = state.elapsed + calendar.seconds_between(state.moment, moment)
    marks = state.marks + tuple(
        (before, calendar.add_seconds(state.moment, max(used - state.elapsed, 0)))
        for before, used in _coming(state, policy)
        if used <= elapsed
    )
    return replace(state, moment=moment, elapsed=elapsed, marks=marks)


def get_calendar(state, calendars):
    """:raise ClockError: ``calendars`` has not the one in force (``calendar``)"""
    try:
        return calendars[state.calendar_key]
    except KeyError:
        raise ClockError("calendar", f"There is no calendar {state.calendar_key!r}.") from None


def deadline_of(state, calendars, before=BREACH):
    """Return the moment ``before`` seconds before the deadline, if the clock runs on.

    :raise ClockError: it lies after the last compiled day (``beyond``); ``calendar``
    """
    rest = state.limit - before - state.elapsed
    calendar = get_calendar(state, calendars)
    try:
        return calendar.add_seconds(state.moment, rest)
    except WorkCalendarError as error:
        raise ClockError(
            "beyond", f"The deadline is {rest} working seconds after {state.moment}: {error}"
        ) from error


def thresholds(limit, policy):
    """Return ``{seconds before the deadline: elapsed seconds at which it is due}``."""
    if limit is None:
        return {}
    return {before: limit - before for before in (*policy.warn_seconds, BREACH) if before < limit}


def _coming(state, policy):
    """Yield the (seconds before the deadline, elapsed) that are not marked yet, in order."""
    marked = dict(state.marks)
    due = thresholds(state.limit, policy)
    return ((before, due[before]) for before in sorted(due, reverse=True) if before not in marked)


def _mark(state, policy):
    """Bring the marks in line with what changed at ``state.moment``.

    A mark that the limit in force does not reach any more goes; one that it reaches by now
    (a lowered limit, a clock that goes on with nothing left) is due this very moment.
    """
    if not state.is_open:
        return state
    due = thresholds(state.limit, policy)
    stay = tuple(
        (before, moment)
        for before, moment in state.marks
        if before in due and due[before] <= state.elapsed
    )
    state = replace(state, marks=stay)
    new = (
        (before, state.moment) for before, used in _coming(state, policy) if used <= state.elapsed
    )
    return replace(state, marks=stay + tuple(new))


def _judge(state, calendars):
    """Keep the deadline that stood when the target was reached: it may change later on."""
    if state.judged_limit is None or state.judged_deadline:
        return state
    deadline = state.breached_at or deadline_of(state, calendars)
    return replace(state, judged_deadline=deadline)
