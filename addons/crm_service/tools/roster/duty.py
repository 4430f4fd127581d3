"""Who is there by a roster, and when nobody is. Spans are pairs of moments (from, to)."""

from datetime import timedelta

from odoo.addons.crm_customer.tools.work_calendar import merge_spans, subtract_spans

from ..assignment import Presence

SECOND = timedelta(seconds=1)


def watch(shifts, absences, now):
    """Return the ``tools.assignment.Presence`` at ``now`` of who works in ``shifts`` alone.

    :param absences: spans; a leave until 23:59:59 lasts until midnight
    """
    now = now.replace(microsecond=0)
    absences = [(begin, end + SECOND * (end.second == 59)) for begin, end in absences]
    duty = gaps(shifts, absences)
    if any(begin <= now < end for begin, end in duty):
        return Presence()
    is_absent = any(begin <= now < end for begin, end in absences)
    back_at = min((begin for begin, _end in duty if begin > now), default=None)
    return Presence(False, is_absent, back_at)


def watch_from(first, by_roster, by_hours, moment):
    """Return the presence ``by_roster`` from ``first`` on, and ``by_hours`` before.

    :param first: when the first shift began, None: there is none
    :param by_roster, by_hours: functions of a moment
    """
    return (by_roster if first and moment >= first else by_hours)(moment)


def gaps(asked, covered):
    """Return the spans of ``asked`` that no span of ``covered`` covers, in order."""
    return subtract_spans(merge_spans(asked), merge_spans(covered))


def overlaps(span, spans):
    """Say whether ``span`` has a moment in common with any of ``spans``."""
    return any(begin < span[1] and span[0] < end for begin, end in spans)
