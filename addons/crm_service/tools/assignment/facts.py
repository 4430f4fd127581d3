"""What the choice looks at, and what it answers. Keys are any integers."""

from dataclasses import dataclass, field
from datetime import datetime

from .presence import Presence

ROUND_ROBIN = "round_robin"
LEAST_OPEN = "least_open"
SKILL = "skill"
METHODS = (ROUND_ROBIN, LEAST_OPEN, SKILL)

# why somebody was left out
ABSENT = "absent"
OFF_HOURS = "off_hours"
FULL = "full"
UNSKILLED = "skill"


class AssignmentError(ValueError):
    """The facts contradict themselves."""


@dataclass(frozen=True)
class Ticket:
    """A ticket that nobody has.

    :param weight: how much work it is, by its priority; at least 1
    :param needs: keys of the skills and languages that it asks for
    """

    key: int
    weight: int = 1
    needs: frozenset = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get a ticket.

    :param open: how many open tickets the person has that wait for nobody
    :param load: the sum of their weights
    :param capacity: how many such tickets the person has at most, None for any number
    :param turn: number of the last decision for the person; 0 before the first one
    :param skills: ``{key: level}``
    """

    key: int
    open: int = 0
    load: int = 0
    capacity: int | None = None
    turn: int = 0
    skills: dict = field(default_factory=dict)
    presence: Presence = Presence()

    @property
    def is_full(self):
        return self.capacity is not None and self.open >= self.capacity

    def covers(self, needs):
        """Return how many of ``needs`` the person has."""
        return len(needs & self.skills.keys())

    def level(self, needs):
        """Return the sum of the levels in ``needs``."""
        return sum(self.skills.get(key, 0) for key in needs)


@dataclass(frozen=True)
class LeftOut:
    """Why somebody did not come into question.

    :param until: when the person works again, naive UTC; None where that is not known
    :param missing: keys of the skills that the person lacks, sorted
    """

    key: int
    why: str
    until: datetime | None = None
    open: int = 0
    missing: tuple = ()


@dataclass(frozen=True)
class Decision:
    """Who gets the ticket of key ``ticket``.

    :param winner: the ``Candidate`` as before the decision; None: nobody could take it
    :param missing: keys of the skills that the winner lacks as well, sorted
    :param left_out: by key
    """

    ticket: int
    method: str
    winner: Candidate | None
    missing: tuple = ()
    left_out: tuple = ()
