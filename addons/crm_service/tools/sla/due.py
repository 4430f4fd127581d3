"""What a sweep has to do: each warning and each breach exactly once.

Time is handled in half-open spans [since, until): the running second stays open, because an
answer may still come in it. A sweep at ``now`` handles [handled, now) and stores ``now`` as
handled. Before an entry is fed to a stored state, [handled, entry.moment) is handled by
``happened`` on ``advance(state, ..., entry.moment)``, or a breach of a round that the entry ends
would be forgotten. So it does not matter whether a sweep runs each minute or after days.
"""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from odoo.tools import groupby

from .engine import advance, fold
from .state import BREACH, begin


@dataclass(frozen=True, order=True)
class Due:
    """A warning, or the breach if ``before`` (working seconds before the deadline) is 0."""

    moment: datetime
    before: int
    round: int

    @property
    def is_breach(self):
        return self.before == BREACH


def happened(state, since, until):
    """Return the ``Due`` of [since, until) that stand in ``state``, counted up to ``until``."""
    return sorted(
        Due(moment, before, state.round)
        for before, moment in state.marks
        if since <= moment < until
    )


def plan(clock, policy, since):
    """Return the ``Due`` of ``clock`` from ``since`` on, past and to come, in order."""
    ahead = dict(zip(policy.warn_seconds, clock.warnings, strict=True))
    ahead[BREACH] = clock.breached_at or (None if clock.reached_at else clock.deadline)
    return sorted(
        Due(moment, before, clock.round)
        for before, moment in ahead.items()
        if moment and moment >= since
    )


def next_moment(clocks, since):
    """Return the earliest moment from ``since`` on at which something is due, or None.

    :param clocks: pairs (clock, policy), of one ticket or of many
    """
    plans = (plan(clock, policy, since) for clock, policy in clocks)
    return min((dues[0].moment for dues in plans if dues), default=None)


def happenings(log, policy, calendars, since, until):
    """Return all ``Due`` of [since, until) over the whole log, also of rounds that are over.

    What stands when a second is over has happened: a breach that an answer or a higher limit
    takes back within its own second has not.
    """
    found, state, start = [], begin(policy), datetime.min
    happening = (entry for entry in log if entry.moment < until)
    for moment, entries in groupby(happening, key=attrgetter("moment")):
        counted = advance(state, policy, calendars, moment)
        found += happened(counted, max(start, since), moment)
        state, start = fold(entries, policy, calendars, counted), moment
    return found + happened(advance(state, policy, calendars, until), max(start, since), until)
