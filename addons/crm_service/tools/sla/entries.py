"""What the service-level clock is fed with: entries of a ticket's log, and a policy."""

from dataclasses import dataclass
from datetime import date, datetime

from odoo.addons.crm_customer.tools.work_calendar import (
    Attendance,
    Spec,
    WorkCalendarError,
    compile_calendar,
)

CREATED = "created"
STAGE = "stage"
RESPONSE = "response"
MESSAGE = "message"
NOTE = "note"
POLICY = "policy"
CALENDAR = "calendar"
ENDED = "ended"
RESTORED = "restored"
KINDS = (CREATED, STAGE, RESPONSE, MESSAGE, NOTE, POLICY, CALENDAR, ENDED, RESTORED)

FIRST_RESPONSE = "first_response"
NEXT_RESPONSE = "next_response"
RESOLUTION = "resolution"
STAGE_REACHED = "stage"
TARGETS = (FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, STAGE_REACHED)

ROUND_THE_CLOCK = "24x7"
#: a week in which all hours count
ALWAYS = Spec("UTC", tuple(Attendance(weekday, 0, 86400) for weekday in range(7)))


class ClockError(WorkCalendarError):
    """``code`` says what is wrong; the calendar's own ``range`` and ``hours`` pass unchanged.

    - ``moment``: not a naive datetime of whole seconds
    - ``kind``, ``target``: not one of KINDS, TARGETS
    - ``limit``: a limit or a warning that is not a whole number of seconds above 0
    - ``stages``: a target "stage" without a stage
    - ``order``: an entry or ``now`` before what was already counted
    - ``created``: a second entry "created"
    - ``calendar``: a key that ``calendars`` does not have
    - ``beyond``: the deadline lies after the last compiled day
    - ``empty``: working hours without any hour (an empty or a flexible calendar)
    """


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a ticket. Entries of one moment keep their order.

    :param moment: naive UTC, whole seconds
    :param kind: one of KINDS: "response" is a public answer by staff, "message" comes from
        the customer, "note" is internal, "ended" is archived or merged into another ticket,
        "restored" is the opposite of "ended"
    :param stage: id of the stage entered ("created", "stage")
    :param is_waiting: the stage entered waits for somebody else ("created", "stage")
    :param is_closed: the stage entered closes the ticket ("created", "stage")
    :param policy: key of the policy that a "policy" or a "calendar" entry is about, None for
        every policy
    :param seconds: the limit in force from now on, in working seconds; None: the policy does
        not apply from now on ("policy")
    :param around_the_clock: whether all hours count from now on; None: as before ("policy")
    :param pauses_while_waiting: from now on; None: as before ("policy")
    :param calendar: key of the compiled calendar from now on ("calendar"; also "created",
        None there: the policy's)
    """

    moment: datetime
    kind: str
    stage: int | None = None
    is_waiting: bool = False
    is_closed: bool = False
    policy: int | str | None = None
    seconds: int | None = None
    around_the_clock: bool | None = None
    pauses_while_waiting: bool | None = None
    calendar: int | str | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ClockError("kind", f"{self.kind!r} is no kind of entry.")
        check_moment(self.moment)
        if self.seconds is not None:
            _check_seconds(self.seconds)


@dataclass(frozen=True)
class Policy:
    """What is promised, and what it begins with: "policy" and "calendar" entries change it.

    :param target: one of TARGETS
    :param limit: working seconds, above 0; None: does not apply until an entry says so
    :param key: what the entries call this policy
    :param calendar: key of the calendar to begin with, unless "created" names one
    :param stages: ids, for the target "stage": entering any of them reaches it
    :param warn_seconds: a warning this many working seconds before the deadline, each; those
        that are not below the limit are left out, there is no time to warn
    :param around_the_clock: all hours count, by the calendar of key ROUND_THE_CLOCK,
        whatever the ticket's own calendar is
    """

    target: str
    limit: int | None
    key: int | str | None = None
    calendar: int | str | None = None
    stages: tuple = ()
    pauses_while_waiting: bool = True
    warn_seconds: tuple = ()
    around_the_clock: bool = False

    def __post_init__(self):
        if self.target not in TARGETS:
            raise ClockError("target", f"{self.target!r} is no target.")
        if self.target == STAGE_REACHED and not self.stages:
            raise ClockError("stages", "The target names no stage to be reached.")
        for seconds in (self.limit, *self.warn_seconds):
            if seconds is not None:
                _check_seconds(seconds)

    def concerns(self, entry):
        """Say whether a "policy" or "calendar" ``entry`` is about this policy."""
        return entry.policy is None or entry.policy == self.key


def check_moment(moment):
    """:raise ClockError: ``moment`` is not a naive datetime of whole seconds (``moment``)"""
    if not isinstance(moment, datetime) or moment.tzinfo or moment.microsecond:
        raise ClockError("moment", f"{moment!r} is not a naive UTC datetime of whole seconds.")


def _check_seconds(seconds):
    if type(seconds) is not int or seconds <= 0:
        raise ClockError("limit", f"{seconds!r} is not a whole number of seconds above 0.")


def check_calendar(spec):
    """Refuse a calendar that cannot count hours, before a policy is given to it.

    The host leaves the attendances of a flexible calendar empty, and answers False for it.

    :param spec: ``work_calendar.Spec``
    :raise ClockError: no attendance lasts longer than nothing (``empty``)
    """
    if not any(slot.start < slot.end for slot in spec.attendances):
        raise ClockError(
            "empty", "An empty or flexible calendar has no hours that a deadline could count."
        )


def compile_round_the_clock(start: date, end: date):
    """Return the calendar of ROUND_THE_CLOCK for the days (UTC) ``start`` to ``end``."""
    return compile_calendar(ALWAYS, start, end, hours=True)
