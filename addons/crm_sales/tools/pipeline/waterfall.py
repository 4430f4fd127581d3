"""How a pipeline came from one value to another. Pure: no ``env``.

An opportunity is told by what it was at the opening and what it is at the closing. It belongs to
the pipeline in question, is *inside*, while it is open, expected to close in the days that are
looked at, and in the hands of those who are looked at. All that came in, less all that went
out, is the difference of the two values, to the cent: each path below says so by itself.

What comes in counts with its value at the closing, what goes out with that at the opening; what
is won counts with what it was won for, and what it gained or lost on the way counts as such.
"""

from decimal import Decimal
from itertools import product
from typing import NamedTuple

# where a movement stands in the story, and whether it adds or takes
SIGNS = {
    "new": 1,
    "reopened": 1,
    "moved_in": 1,
    "pulled_in": 1,
    "slipped_in": 1,
    "up": 1,
    "down": -1,
    "pushed_out": -1,
    "pulled_out": -1,
    "moved_out": -1,
    "lost": -1,
    "removed": -1,
    "won": -1,
}
STATUSES = ("open", "won", "lost", "archived")
PLACES = ("before", "inside", "after")
CHANGE = (("up", "up"), ("down", "down"))
ZERO = Decimal(0)


class Side(NamedTuple):
    """What an opportunity was on a day.

    :param status: one of ``STATUSES``, or "none" if there was none
    :param place: where the day of its closing lies, seen from the days that are looked at;
        without a day it is "after"
    :param is_reached: it is in the hands of those who are looked at
    """

    status: str = "none"
    place: str = "after"
    is_reached: bool = False

    @property
    def is_inside(self):
        return self.status == "open" and self.place == "inside" and self.is_reached


NOTHING = Side()
SIDES = (NOTHING, *(Side(*parts) for parts in product(STATUSES, PLACES, (True, False))))


class Amounts(NamedTuple):
    """Sums over opportunities that went the same way: at the opening, at the closing, gained, lost.

    ``up`` and ``down`` add what each gained or lost by itself.
    """

    before: Decimal = ZERO
    after: Decimal = ZERO
    up: Decimal = ZERO
    down: Decimal = ZERO


def moves(before, after):
    """Return ``((movement, name of the amount that counts), …)`` from ``before`` to ``after``."""
    if before.is_inside:
        return CHANGE if after.is_inside else _leave(after)
    way = _way_in(before)
    if after.is_inside:
        return ((way, "after"),)
    came_and_went = (
        after.status in ("won", "lost")
        and after.status != before.status
        and after.place == "inside"
        and after.is_reached
    )
    # what came and was decided between the two days is told, though neither value has it
    return ((way, "after"), (after.status, "after")) if came_and_went else ()


def _leave(after):
    if after.status in ("none", "archived"):
        return (("removed", "before"),)
    if not after.is_reached:
        return (("moved_out", "before"),)
    if after.status == "won":
        return (*CHANGE, ("won", "after"))
    if after.status == "lost":
        return (("lost", "before"),)
    return (("pushed_out" if after.place == "after" else "pulled_out", "before"),)


def _way_in(before):
    if before.status == "none":
        return "new"
    if before.status != "open":
        return "reopened"
    if not before.is_reached:
        return "moved_in"
    return "pulled_in" if before.place == "after" else "slipped_in"


def waterfall(groups):
    """Return ``{movement: sum}``, with "opening" and "closing".

    :param groups: ``{(before, after): Amounts}`` of the opportunities that went each way
    """
    sums = dict.fromkeys(("opening", *SIGNS, "closing"), ZERO)
    for (before, after), amounts in groups.items():
        if before.is_inside:
            sums["opening"] += amounts.before
        if after.is_inside:
            sums["closing"] += amounts.after
        for movement, name in moves(before, after):
            sums[movement] += getattr(amounts, name)
    return sums


def difference(sums):
    """Return what the movements make of the opening, less the closing: 0."""
    moved = sum(sign * sums[movement] for movement, sign in SIGNS.items())
    return sums["opening"] + moved - sums["closing"]


def ways_of(movement):
    """Return ``[(before, after, name of the amount)]``: all the ways that count as ``movement``."""
    if movement == "opening":
        return [(one, other, "before") for one, other in _pairs() if one.is_inside]
    if movement == "closing":
        return [(one, other, "after") for one, other in _pairs() if other.is_inside]
    return [
        (before, after, name)
        for before, after in _pairs()
        for found, name in moves(before, after)
        if found == movement
    ]


def _pairs():
    return product(SIDES, SIDES)
