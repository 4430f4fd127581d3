"""Which of the waiting tickets to take next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# how long a ticket without a deadline may wait, by its priority
PATIENCE = {
    "3": timedelta(hours=1),
    "2": timedelta(hours=8),
    "1": timedelta(days=1),
    "0": timedelta(days=3),
}


@dataclass(frozen=True)
class Waiting:
    """A ticket that nobody has.

    :param deadline: the next one of its clocks, None without any
    :param lacks: how many of the skills that it needs the person does not have
    """

    key: int
    priority: str
    opened: datetime
    deadline: datetime | None = None
    lacks: int = 0


def due_by(ticket):
    """Return until when somebody has to look at ``ticket``."""
    return ticket.deadline or ticket.opened + PATIENCE[ticket.priority]


def in_order(tickets):
    """Return ``tickets``, the next one first.

    What the person has the skills for comes first; then what is due first, of those the more
    urgent, of those the older one.
    """
    return sorted(
        tickets,
        key=lambda ticket: (ticket.lacks, due_by(ticket), -int(ticket.priority), ticket.key),
    )
