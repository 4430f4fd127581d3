"""Random logs, policies and calendars of seconds: everything within some minutes of a Monday."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from odoo.addons.crm_customer.tools.work_calendar import (
    Attendance,
    Spec,
    compile_calendar,
)

from ...tools.sla import ROUND_THE_CLOCK, Entry, Policy, compile_round_the_clock

MONDAY = datetime(2026, 3, 2)
START, END = date(2026, 3, 1), date(2026, 3, 3)
LAST = 240  # the last second of a log
LIMITS = st.integers(1, 40)
ALWAYS = compile_round_the_clock(START, END)
# Each calendar ends with more hours than any limit, so that each deadline is in it.
TAIL = (LAST + 20, LAST + 20 + 200)
SPANS = st.lists(st.tuples(st.integers(0, LAST), st.integers(1, 120)), max_size=4).map(
    lambda spans: [(start, min(start + length, LAST)) for start, length in spans] + [TAIL]
)


def second(count):
    return MONDAY + timedelta(seconds=count)


def count(moment):
    return moment and int((moment - MONDAY).total_seconds())


def compiled(spans):
    """Compile the ``spans`` (from, to) in seconds of Monday."""
    attendances = tuple(Attendance(0, start, stop) for start, stop in spans)
    return compile_calendar(Spec("UTC", attendances), START, END, hours=True)


def predicate(spans):
    """Return a function that says whether a second is worked, with no calendar behind it."""
    return {number for start, stop in spans for number in range(start, stop)}.__contains__


@st.composite
def worlds(draw):
    """Return ({key: WorkCalendar}, {key: predicate of a second}) of two calendars and 24x7."""
    spans = {key: draw(SPANS) for key in ("a", "b")}
    calendars = {key: compiled(value) for key, value in spans.items()}
    worked = {key: predicate(value) for key, value in spans.items()}
    calendars[ROUND_THE_CLOCK] = ALWAYS
    worked[ROUND_THE_CLOCK] = lambda number: True
    return calendars, worked


policies = st.builds(
    Policy,
    target=st.sampled_from(["first_response", "next_response", "resolution", "stage"]),
    limit=st.none() | LIMITS | LIMITS | LIMITS,
    calendar=st.just("a"),
    stages=st.just((7,)),
    pauses_while_waiting=st.booleans(),
    warn_seconds=st.lists(st.integers(1, 60), max_size=2, unique=True).map(tuple),
    around_the_clock=st.sampled_from([False, False, True]),
)
stages = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([1, 2, 3, 7]),
        "is_waiting": st.booleans(),
        "is_closed": st.sampled_from([False, False, True]),
    }
)
FREE = st.fixed_dictionaries({})
KINDS = {
    "stage": stages,
    "response": FREE,
    "message": FREE,
    "note": FREE,
    "policy": st.fixed_dictionaries(
        {
            "seconds": st.none() | LIMITS | LIMITS | LIMITS,
            "around_the_clock": st.sampled_from([None, None, True, False]),
            "pauses_while_waiting": st.sampled_from([None, None, True, False]),
        }
    ),
    "calendar": st.fixed_dictionaries({"calendar": st.sampled_from("ab")}),
    "ended": FREE,
    "restored": FREE,
}
# What happens often, and what seldom: the archived must come back, or nothing else is tried.
OFTEN = ["stage"] * 3 + ["response"] * 4 + ["message"] * 4 + ["restored"] * 2
WEIGHTED = [*OFTEN, *KINDS]


@st.composite
def logs(draw, kinds=tuple(WEIGHTED), max_size=12):
    """Return a log: created in the first minute, then some entries, often in one second."""
    first = draw(st.integers(0, 60))
    log = [Entry(second(first), "created", **draw(stages))]
    seconds = draw(st.lists(st.integers(first, LAST), max_size=max_size))
    for number in sorted(seconds):
        kind = draw(st.sampled_from(kinds))
        log.append(Entry(second(number), kind, **draw(KINDS[kind])))
    return log


nows = st.integers(0, LAST)
