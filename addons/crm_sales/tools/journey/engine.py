"""What happens next to a participant of a journey. Pure: no ``env``.

Moments are naive UTC. The worker and the trial of a journey ask the same functions.
"""

from bisect import insort
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .flow import BRANCH, END, SENDING, WAIT

DO = "do"
PASS = "pass"
STAY = "stay"
FINISH = "finish"


@dataclass(frozen=True)
class Decision:
    """``act`` is one of the words above; ``due`` says until when somebody stays."""

    act: str
    due: datetime | None = None


@dataclass(frozen=True)
class Wait:
    """So many of a unit (hour, day, workday), or until a date."""

    unit: str = "day"
    count: int = 0
    date: object = None


@dataclass
class Clock:
    """The working time that counts: a compiled calendar of days, or of days and hours.

    :param calendar: has ``add_working_days``, and ``add_seconds`` if ``has_hours``
    """

    tz: str = "UTC"
    calendar: object = None
    has_hours: bool = False

    def due(self, wait, since):
        """Return when a wait that began at ``since`` is over."""
        if wait.unit == "hour":
            return since + timedelta(hours=wait.count)
        if wait.unit == "day":
            return since + timedelta(days=wait.count)
        if wait.unit == "date":
            return self._utc(wait.date, time()) if wait.date else since
        local = since.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz))
        day = self.calendar.add_working_days(local.date(), wait.count)
        return self._utc(day, local.time().replace(tzinfo=None))

    def _utc(self, day, hour):
        wall = datetime.combine(day, hour).replace(tzinfo=ZoneInfo(self.tz))
        return wall.astimezone(UTC).replace(tzinfo=None)

    def opens(self, moment):
        """Return the first moment from ``moment`` on at which one may send."""
        if not self.has_hours:
            return moment
        whole = moment.replace(microsecond=0)
        begins = self.calendar.add_seconds(whole, 1) - timedelta(seconds=1)
        return moment if begins <= whole else begins


@dataclass
class Cap:
    """So many messages to a person within so many days; a limit of 0 allows all.

    :param sends: ``{person: [moments]}`` of what was sent
    """

    limit: int = 0
    days: int = 7
    sends: dict = field(default_factory=dict)

    def free_from(self, person, now):
        """Return when the next message may go: ``now``, or later."""
        if not self.limit:
            return now
        sent = self.sends.get(person, ())
        if len(sent) < self.limit:
            return now
        return max(now, sent[-self.limit] + timedelta(days=self.days))

    def note(self, person, now):
        """Count a message that goes out now."""
        insort(self.sends.setdefault(person, []), now)


def decide(kind, since, now, clock, *, is_done=False, wait=None, cap=None, person=None):
    """Say what happens at a step to who came there at ``since``.

    :param kind: of the step, None when there is none
    :param is_done: the step was done for this participant before: it is never done again
    """
    if kind in (None, END):
        return Decision(FINISH)
    if is_done:
        return Decision(PASS)
    if kind == WAIT:
        due = clock.due(wait, since)
        return Decision(STAY, due) if due > now else Decision(DO)
    if kind in SENDING:
        at = clock.opens(cap.free_from(person, now) if cap else now)
        if at > now:
            return Decision(STAY, at)
        if cap:
            cap.note(person, now)
    return Decision(DO)


def walk(steps, ways, start, clock, answer, cap=None):
    """Return what would happen to somebody who enters at ``start``, as far as is known now.

    :param steps: ``{key: (kind, Wait or None)}`` in the order of the list
    :param answer: function of the key of a branch, True or False
    :return: list of ``(key, moment, answer or None)``; the last one has the key None: the end
    """
    key, now, passed = next(iter(steps), None), start, []
    while True:
        kind, wait = steps.get(key, (None, None))
        since = now
        decision = decide(kind, since, now, clock, wait=wait, cap=cap, person=0)
        while decision.act == STAY:
            now = decision.due
            decision = decide(kind, since, now, clock, wait=wait, cap=cap, person=0)
        said = answer(key) if kind == BRANCH else None
        if decision.act == FINISH:
            return [*passed, (None, now, None)]
        passed.append((key, now, said))
        key = ways[key].to(said)
