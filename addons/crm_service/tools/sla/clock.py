"""What a clock shows at a moment: the figures that people see, and that a sweep acts on."""

from dataclasses import dataclass
from datetime import datetime

from .engine import advance, deadline_of, fold, happened_by, thresholds

NOT_STARTED = "not_started"
RUNNING = "running"
PAUSED = "paused"
MET = "met"
MISSED = "missed"
STOPPED = "ended"


@dataclass(frozen=True)
class Clock:
    """Moments are naive UTC in whole seconds, spans are working seconds.

    :param state: "not_started", "running" (also outside of hours), "paused" (waiting or
        closed), "met", "missed" (reached after the deadline), "ended" (archived or merged,
        or the policy does not apply, before the target was reached)
    :param started_at: of the latest round, even if no hours are worked then
    :param elapsed: used by the latest round
    :param remaining: limit - elapsed, negative when overdue; None while no policy applies
    :param deadline: None while not started, paused or ended; when reached, that of then,
        as if the clock ran on; when the limit is used up, ``breached_at``
    :param breached_at: when the limit was used up, also if the target was reached later
    :param warnings: one per ``policy.warn_seconds``: when it was or will be due; None if it
        is not known (paused), not below the limit, or was not due before the end
    :param round: how many rounds were started (0 or 1 but for the next response)
    :param rounds_met: answered in time, the latest round included (next response only)
    """

    state: str
    started_at: datetime | None
    elapsed: int
    remaining: int | None
    deadline: datetime | None
    reached_at: datetime | None
    breached_at: datetime | None
    warnings: tuple
    round: int
    rounds_met: int
    rounds_missed: int


def replay(log, policy, calendars, now):
    """Return the clock of ``policy`` at ``now``; entries after ``now`` have not happened yet.

    :param log: iterable of ``Entry``, ordered by moment
    :param calendars: ``{key: WorkCalendar}`` compiled with hours, with each key that the log
        and the policy name
    :raise ClockError: see there; ``beyond``: the deadline is after the last compiled day
    :raise WorkCalendarError: a counted moment is outside of the compiled days (``range``)
    """
    state = fold(happened_by(now, log), policy, calendars)
    return read(state, policy, calendars, now)


def read(state, policy, calendars, now):
    """Return the clock of a stored ``state`` at ``now``.

    :raise ClockError: as ``replay``; ``now`` is before what was counted (``order``)
    """
    state = advance(state, policy, calendars, now)
    label = _label(state)
    limit = state.judged_limit if state.reached_at else state.limit
    return Clock(
        state=label,
        started_at=state.started_at,
        elapsed=state.elapsed,
        remaining=None if limit is None or not state.started_at else limit - state.elapsed,
        deadline=_deadline(state, label, calendars),
        reached_at=state.reached_at,
        breached_at=state.breached_at,
        warnings=_warnings(state, label, policy, calendars),
        round=state.round,
        rounds_met=state.rounds_met,
        rounds_missed=state.rounds_missed,
    )


def _label(state):
    if state.judged_limit is not None:
        return MISSED if state.breached_at else MET
    if state.is_ended or state.reached_at or state.limit is None:
        return STOPPED
    if not state.started_at:
        return NOT_STARTED
    return PAUSED if state.is_stopped else RUNNING


def _deadline(state, label, calendars):
    if label in (MET, MISSED):
        return state.judged_deadline
    if label != RUNNING:
        return None
    return state.breached_at or deadline_of(state, calendars)


def _warnings(state, label, policy, calendars):
    """Return the moments by ``policy.warn_seconds``: the marks, and what is ahead if it runs."""
    marks = dict(state.marks)
    if label == RUNNING:
        for before in thresholds(state.limit, policy):
            if before not in marks:
                marks[before] = deadline_of(state, calendars, before)
    return tuple(marks.get(before) for before in policy.warn_seconds)
