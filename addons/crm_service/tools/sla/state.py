"""The state of one clock: small, immutable, to be stored between two entries."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from .entries import ROUND_THE_CLOCK

BREACH = 0


@dataclass(frozen=True)
class State:
    """What must be known of the past of one clock. Moments are naive UTC, spans in seconds.

    :param moment: up to where it is counted, None before the first entry
    :param elapsed: working seconds used by the present round
    :param marks: pairs (seconds before the deadline, moment): the warnings that are due and,
        with 0 seconds, the breach
    :param judged_limit: the limit at ``reached_at``, None if the policy did not apply
    :param judged_deadline: the deadline at ``reached_at``, as if the clock ran on
    :param round: how often it was started; 0 or 1 but for the next response
    """

    limit: int | None
    calendar: int | str | None
    around_the_clock: bool
    pauses_while_waiting: bool
    moment: datetime | None = None
    is_created: bool = False
    is_answered: bool = False
    is_ended: bool = False
    stage: int | None = None
    is_waiting: bool = False
    is_closed: bool = False
    started_at: datetime | None = None
    elapsed: int = 0
    marks: tuple = ()
    reached_at: datetime | None = None
    judged_limit: int | None = None
    judged_deadline: datetime | None = None
    round: int = 0
    rounds_met: int = 0
    rounds_missed: int = 0

    @property
    def is_open(self):
        """Started, not reached, not frozen: it may be counted, warned of, breached."""
        return bool(self.started_at) and not self.reached_at and not self.is_ended

    @property
    def is_stopped(self):
        """In a stage in which nothing counts."""
        return self.is_closed or (self.is_waiting and self.pauses_while_waiting)

    @property
    def calendar_key(self):
        return ROUND_THE_CLOCK if self.around_the_clock else self.calendar

    @property
    def breached_at(self):
        return dict(self.marks).get(BREACH)

    def dump(self):
        """Return a dict that JSON can hold; ``load`` is the opposite."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def load(cls, values):
        """Return the state of a ``dump``."""
        values = {field.name: values[field.name] for field in fields(cls)}
        for name in ("moment", "started_at", "reached_at", "judged_deadline"):
            values[name] = _moment(values[name])
        values["marks"] = tuple((before, _moment(at)) for before, at in values["marks"])
        return cls(**values)


def _plain(value):
    if isinstance(value, tuple):
        return [[before, _plain(at)] for before, at in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(text):
    return text and datetime.fromisoformat(text)


def begin(policy):
    """Return the state of a clock that nothing happened to yet."""
    return State(
        policy.limit, policy.calendar, policy.around_the_clock, policy.pauses_while_waiting
    )
