"""On which days follow-ups are planned. Pure: no ``env``."""

from datetime import timedelta


def is_away(day, absences):
    """Whether ``day`` lies in one of ``absences``, pairs (first day, last day)."""
    return any(first <= day <= last for first, last in absences)


def first_day_back(day, absences, calendar):
    """Return the first working day from ``day`` on that lies in no absence.

    :param calendar: has ``next_working_day``
    """
    day = calendar.next_working_day(day)
    while is_away(day, absences):
        back = max(last for first, last in absences if first <= day <= last)
        day = calendar.next_working_day(back + timedelta(days=1))
    return day


def open_days(start, count, absences, calendar):
    """Return the first ``count`` working days from ``start`` on outside of ``absences``."""
    days = []
    day = start
    for _step in range(count):
        day = first_day_back(day, absences, calendar)
        days.append(day)
        day += timedelta(days=1)
    return days


def free_slots(days, taken, limit):
    """Return a day for each place that is free, the earliest first.

    :param taken: ``{day: number of follow-ups}`` that the person has already
    :param limit: how many a person gets on a day
    """
    return [day for day in days for _slot in range(max(0, limit - taken.get(day, 0)))]
