"""How far opportunities come, what becomes of them in a stage, and how fast. Pure: no ``env``.

Stages come in their order as ``Stage``; a *place* is an index in that order.
"""

from typing import NamedTuple

# what became of an opportunity that entered a stage
OUTCOMES = ("on", "back", "lost", "left", "here")


class Stage(NamedTuple):
    """A stage; ``teams`` are the ids of those that use it, empty for all."""

    id: int
    teams: frozenset = frozenset()

    def is_of(self, team):
        return not self.teams or team in self.teams


def reached(groups, stages):
    """Return ``[(number, value)]``: what reached each stage or one behind it.

    Who skipped a stage has passed it, unless the stage is none of his team's.

    :param groups: ``{(furthest place or None, team, status): (number, value)}``
    """
    totals = []
    for place, stage in enumerate(stages):
        passed = [
            amounts
            for (furthest, team, _status), amounts in groups.items()
            if furthest is not None and furthest >= place and stage.is_of(team)
        ]
        totals.append((sum(number for number, _ in passed), sum(value for _, value in passed)))
    return totals


def by_status(groups):
    """Return ``{status: (number, value)}`` of where the same opportunities stand now."""
    totals = {}
    for (_furthest, _team, status), (number, value) in groups.items():
        so_far = totals.get(status, (0, 0))
        totals[status] = (so_far[0] + number, so_far[1] + value)
    return totals


def conversions(numbers):
    """Return the share of each number in the one before it; None where there is none."""
    before = [None, *numbers]
    return [share(number, whole) for number, whole in zip(numbers, before, strict=False)]


def share(part, whole):
    """Return ``part`` of ``whole``, None of nothing."""
    return part / whole if whole else None


def outcome(place, status, after_place, after_status):
    """Return what became of an opportunity that entered a stage.

    :param place: of the stage that it entered, and its ``status`` there
    :param after_place: of the stage where it stood next; ``after_status`` is None if it is
        still there, "lead" if it became a lead again
    """
    if after_status is None:
        return "here"
    if after_status == "lost":
        return "lost"
    if after_status in ("archived", "lead"):
        return "left"
    if after_status == "won" and status != "won":
        return "on"
    if place is None or after_place is None or place == after_place:
        return "here"
    return "on" if after_place > place else "back"


def entries(groups, stages):
    """Return ``[{outcome: number}]`` for each stage.

    :param groups: ``{(place, status, next place, next status): number}``
    """
    totals = [dict.fromkeys(OUTCOMES, 0) for _stage in stages]
    for (place, status, after_place, after_status), number in groups.items():
        if place is not None:
            totals[place][outcome(place, status, after_place, after_status)] += number
    return totals


def velocity(number, average, win_rate, cycle):
    """Return what the pipeline brings per day; None where one of the four is not known.

    Number of open opportunities x average value of a won one x win rate / days until won: the
    sales velocity of Salesforce and HubSpot (blog.hubspot.com/sales/sales-velocity).

    :param win_rate: share from 0 to 1
    :param cycle: days, more than 0
    """
    if None in (number, average, win_rate, cycle) or cycle <= 0:
        return None
    return number * average * win_rate / cycle
