"""Whether somebody is at work, and when again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo.addons.crm_customer.tools.work_calendar import WorkCalendarError

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Presence:
    """``is_absent``: away by a leave, not just after hours.

    :param back_at: the next working moment of who is not here, naive UTC; None: not known
    """

    is_here: bool = True
    is_absent: bool = False
    back_at: datetime | None = None


def presence(calendar, absences, now):
    """Return the ``Presence`` at ``now``.

    :param calendar: ``WorkCalendar`` with hours, None: all hours are worked
    :param absences: pairs of moments (from, to); a leave until 23:59:59 lasts until midnight
    :param now: naive UTC, inside of the calendar
    """
    now = now.replace(microsecond=0)
    spans = [(begin, end + SECOND * (end.second == 59)) for begin, end in absences]
    is_absent = _end_of_absence(spans, now) is not None
    back_at = _next_work(calendar, spans, now)
    is_here = back_at == now
    return Presence(is_here, is_absent, None if is_here else back_at)


def _next_work(calendar, spans, moment):
    """Return the first moment from ``moment`` on that is worked, None beyond the calendar."""
    while True:
        end = _end_of_absence(spans, moment)
        try:
            start = end or _start_of_work(calendar, moment)
        except WorkCalendarError:
            return None
        if start == moment:
            return moment
        moment = start


def _end_of_absence(spans, moment):
    return max((end for begin, end in spans if begin <= moment < end), default=None)


def _start_of_work(calendar, moment):
    if calendar is None:
        return moment
    return calendar.add_seconds(moment, 1) - SECOND
