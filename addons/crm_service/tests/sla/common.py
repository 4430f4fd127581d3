"""Calendars and logs of the tests of the clock. 2026-03-02 is a Monday."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase

from odoo.addons.crm_customer.tools.work_calendar import (
    Attendance,
    Spec,
    compile_calendar,
)

from ...tools.sla import (
    ROUND_THE_CLOCK,
    Entry,
    Policy,
    compile_round_the_clock,
    replay,
)

HOUR = 3600
MINUTE = 60
START, END = date(2026, 1, 1), date(2026, 12, 31)
SHANGHAI = "Asia/Shanghai"
NEW, WAITING, DONE = 1, 2, 3
STAGES = {
    NEW: {"stage": NEW},
    WAITING: {"stage": WAITING, "is_waiting": True},
    DONE: {"stage": DONE, "is_closed": True},
}


def local(text, tz=SHANGHAI):
    """Return the naive UTC moment of "03-02 09:00[:00]" in 2026 on the wall clock of ``tz``."""
    wall = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZoneInfo(tz))
    return wall.astimezone(UTC).replace(tzinfo=None)


def week(*slots, tz=SHANGHAI, days=range(5), **spec):
    """Compile the same (from hour, to hour) on each of ``days`` of 2026."""
    attendances = tuple(
        Attendance(day, int(first * HOUR), int(last * HOUR))
        for day in days
        for first, last in slots
    )
    return compile_calendar(Spec(tz, attendances, **spec), START, END, hours=True)


CALENDARS = {
    "office": week((9, 17)),
    "split": week((9, 12), (13.5, 18)),
    ROUND_THE_CLOCK: compile_round_the_clock(START, END),
}


class ClockCase(BaseCase):
    """Logs of Shanghai, 9 to 17, four hours, unless said otherwise."""

    target = "resolution"
    limit = 4 * HOUR
    calendars = CALENDARS
    tz = SHANGHAI

    def at(self, text):
        return local(text, self.tz)

    def created(self, text, stage=NEW, **values):
        return Entry(self.at(text), "created", **STAGES[stage], **values)

    def moved(self, text, stage):
        return Entry(self.at(text), "stage", **STAGES[stage])

    def entry(self, text, kind, **values):
        return Entry(self.at(text), kind, **values)

    def policy(self, **values):
        values = {"target": self.target, "limit": self.limit, "calendar": "office"} | values
        return Policy(**values)

    def clock(self, log, now, **policy):
        return replay(log, self.policy(**policy), self.calendars, self.at(now))

    def assertClock(self, clock, **values):
        """Compare the ``values`` of ``clock``; texts of moments are local."""
        moments = {"started_at", "deadline", "reached_at", "breached_at"}
        expected = {
            name: self.at(value) if name in moments and value else value
            for name, value in values.items()
        }
        self.assertEqual({name: getattr(clock, name) for name in values}, expected)

    def assertBreaksAt(self, log, deadline, **policy):
        """The limit is used up at ``deadline``: not a second before, exactly then."""
        before = replay(
            log, self.policy(**policy), self.calendars, self.at(deadline) - timedelta(seconds=1)
        )
        self.assertClock(before, deadline=deadline, breached_at=None)
        self.assertGreater(before.remaining, 0)
        then = self.clock(log, deadline, **policy)
        self.assertClock(then, deadline=deadline, breached_at=deadline, remaining=0)
