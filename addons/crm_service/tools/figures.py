"""How long a ticket took, in working seconds: read from its log by the service-level engine.

The terms are those of help desks (Zendesk, "Ticket metrics"): first reply time, and full
resolution time less the time in which the customer, or nobody, had to act.
"""

from dataclasses import dataclass

from .sla import Policy, fold
from .sla.entries import FIRST_RESPONSE, RESOLUTION


@dataclass(frozen=True)
class Figures:
    """Working seconds; None where it has not come to that.

    :param first_response: from the creation to the first public answer by staff
    :param resolution: from the creation to the closing, opened again: to the last one; neither
        waiting nor closed time counts
    """

    first_response: int | None
    resolution: int | None


def read_figures(log, calendars):
    """Return the :class:`Figures` of a ticket.

    :param log: list of ``sla.Entry``, ordered by moment
    :param calendars: ``{key: WorkCalendar}`` compiled with hours, of each key that the log names
    :raise WorkCalendarError: a moment is outside of the compiled days (``range``)
    """
    return Figures(_time_to(FIRST_RESPONSE, log, calendars), _time_to(RESOLUTION, log, calendars))


def _time_to(target, log, calendars):
    # without a limit nothing can be breached, but the time is counted all the same
    state = fold(log, Policy(target, limit=None), calendars)
    return state.elapsed if state.reached_at else None
