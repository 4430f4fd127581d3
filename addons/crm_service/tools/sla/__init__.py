"""The service-level clock: what of a promised time is used, and when it will be used up.

A pure function over the append-only log of a ticket, compiled working calendars and a policy.

- ``replay(log, policy, calendars, now)`` gives the ``Clock`` of the whole log;
- ``begin``, ``feed``, ``advance``, ``read`` do the same entry by entry, with a ``State`` that can
  be stored (``dump``, ``load``): ``replay == read(fold(log))``;
- ``happened``, ``plan``, ``next_moment``, ``happenings`` serve the sweep (``due``);
- ``tell_hours`` puts the versions of working hours into a log;
- ``merge_logs``, ``moves``, ``check_calendar``, ``compile_round_the_clock`` what the names say.
"""

from .clock import Clock, read, replay
from .due import Due, happened, happenings, next_moment, plan
from .engine import advance, feed, fold
from .entries import (
    ALWAYS,
    ROUND_THE_CLOCK,
    ClockError,
    Entry,
    Policy,
    check_calendar,
    compile_round_the_clock,
)
from .hours import in_force, is_same_from, tell_hours, to_spec, to_values
from .merge import merge_logs
from .preview import moves, moves_of_state
from .state import State, begin
