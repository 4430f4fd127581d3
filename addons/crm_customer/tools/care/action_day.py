"""When somebody is reminded of a day. Pure: no ``env``."""

from datetime import timedelta

from ..follow_up import is_away


def remind_day(day, days_before, calendar):
    """Return the working day ``days_before`` ``day``, or the last one before that.

    :param calendar: has ``is_working_day``; without one every day is worked
    """
    wanted = day - timedelta(days=days_before)
    if calendar is None:
        return wanted
    for step in range(15):
        earlier = wanted - timedelta(days=step)
        if calendar.is_working_day(earlier):
            return earlier
    return wanted


def present_day(wanted, day, absences, calendar):
    """Return the working day from ``wanted`` to ``day`` on which somebody is there.

    The first one; ``None`` when there is none.

    :param absences: list of (first day, last day)
    """
    while wanted <= day:
        if not is_away(wanted, absences) and (calendar is None or calendar.is_working_day(wanted)):
            return wanted
        wanted += timedelta(days=1)
    return None
