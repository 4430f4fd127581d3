"""What a change of a calendar or a policy would do to the deadlines, before it is made."""

from .clock import read
from .engine import advance, fold, happened_by


def moves(log, policy, old, new, now, changes=()):
    """Return (deadline by ``old``, deadline by ``new``) at ``now``; None where there is none.

    What is counted until ``now`` stays counted by ``old``; from now on ``new`` counts.

    :param old: ``{key: WorkCalendar}`` as they are
    :param new: ``{key: WorkCalendar}`` as they would be
    :param changes: entries of the moment ``now`` that the change would add to the log, such as
        "policy" with another limit, or "calendar" with another key
    :raise ClockError: as ``replay``; a change of another moment than ``now`` (``order``)
    """
    state = fold(happened_by(now, log), policy, old)
    return moves_of_state(state, policy, old, new, now, changes)


def moves_of_state(state, policy, old, new, now, changes=()):
    """As ``moves``, of a stored state: costs the same for old and for young tickets."""
    state = advance(state, policy, old, now)
    changed = fold(changes, policy, new, state)
    before = read(state, policy, old, now)
    after = read(changed, policy, new, now)
    return before.deadline, after.deadline
