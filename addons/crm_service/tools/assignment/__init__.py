"""Who gets a ticket, and why: pure functions, without ``env``."""

from .choose import assign, choose
from .facts import (
    ABSENT,
    FULL,
    LEAST_OPEN,
    METHODS,
    OFF_HOURS,
    ROUND_ROBIN,
    SKILL,
    UNSKILLED,
    AssignmentError,
    Candidate,
    Decision,
    LeftOut,
    Ticket,
)
from .following import Waiting, due_by, in_order
from .presence import Presence, presence

__all__ = [
    "ABSENT",
    "FULL",
    "LEAST_OPEN",
    "METHODS",
    "OFF_HOURS",
    "ROUND_ROBIN",
    "SKILL",
    "UNSKILLED",
    "AssignmentError",
    "Candidate",
    "Decision",
    "LeftOut",
    "Presence",
    "Ticket",
    "Waiting",
    "assign",
    "choose",
    "due_by",
    "in_order",
    "presence",
]
