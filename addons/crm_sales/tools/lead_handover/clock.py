"""When an answer is due, and how long it took, in working time.

``calendar`` is a ``WorkCalendar`` of ``crm_customer`` that was compiled with hours, or None where
working hours are flexible: then every hour counts.
"""

from datetime import timedelta

HOUR = 3600


def due_at(calendar, moment, hours):
    """Return the moment at which ``hours`` are worked since ``moment`` (naive UTC)."""
    seconds = round(hours * HOUR)
    if calendar is None:
        return moment.replace(microsecond=0) + timedelta(seconds=seconds)
    return calendar.add_seconds(moment, seconds)


def hours_between(calendar, first, last):
    """Return the worked hours from ``first`` to ``last``, never less than 0."""
    if last <= first:
        return 0.0
    if calendar is None:
        return (last - first).total_seconds() / HOUR
    return calendar.seconds_between(first, last) / HOUR
