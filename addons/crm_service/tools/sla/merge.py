"""One log for two tickets that turned out to be the same case."""

from dataclasses import replace
from heapq import merge
from operator import attrgetter

from .entries import CREATED, ENDED, MESSAGE, RESPONSE, RESTORED, STAGE, ClockError, Entry

BEFORE = (STAGE, ENDED, RESTORED)
SAID = (RESPONSE, MESSAGE)


def merge_logs(survivor, loser):
    """Return the log of ``survivor`` as if the case had been one ticket from the first day.

    Our own rule, from the customer's side of the desk:

    - created is the earlier of the two creations, so no waiting is forgotten;
    - answers and messages of both count, so the first response is the earliest of both (those
      that the loser got while it was archived or after it was merged do not);
    - until the survivor was created, the stages of the loser pause and close the clock; from
      then on those of the survivor do. If the survivor is the older one, only its own do;
    - policy, limit and calendar are the survivor's alone; notes of the loser are left out;
    - in one second the survivor's entries come first.

    Nothing is written into either log, so the exact undo is to replay the survivor's own log.
    Deadlines and breaches of the past are those of the one case: they may differ from what the
    survivor showed before.

    :param survivor: entries in order, with one "created"
    :param loser: likewise
    :raise ClockError: one of them was never created (``created``)
    """
    survivor, loser = list(survivor), list(loser)
    ours, theirs = _get_created(survivor), _get_created(loser)
    said = [entry for entry in _alive(loser) if entry.kind in SAID]
    if theirs.moment >= ours.moment:
        return list(merge(survivor, said, key=attrgetter("moment")))
    early = [entry for entry in loser if entry.kind in BEFORE and entry.moment < ours.moment]
    first = replace(theirs, calendar=ours.calendar)
    own = [part for entry in survivor for part in _take_over(entry)]
    return list(merge([first, *early], own, said, key=attrgetter("moment")))


def _get_created(log):
    for entry in log:
        if entry.kind == CREATED:
            return entry
    raise ClockError("created", "A log without an entry of its creation cannot be merged.")


def _alive(log):
    """Yield the entries of the time in which the ticket was neither archived nor merged."""
    is_ended = False
    for entry in log:
        if entry.kind in (ENDED, RESTORED):
            is_ended = entry.kind == ENDED
        elif not is_ended:
            yield entry


def _take_over(entry):
    """Let the survivor's stage follow on the loser's, which may have been archived just then."""
    if entry.kind != CREATED:
        return (entry,)
    return replace(entry, kind=STAGE, calendar=None), Entry(entry.moment, RESTORED)
