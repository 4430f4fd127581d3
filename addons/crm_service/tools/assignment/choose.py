"""The rules of assignment.

All of them: who is not at work or has as many tickets as the capacity allows is left out.

- Round robin: whose last turn is longest ago. Who comes back gets one ticket, not all that were
  missed; among people who are always there the difference is one at most.
- Least open: who has the least open work; a ticket counts by its priority.
- Skill: who has most of what the ticket needs, or, when the team is strict, all of it; among
  them the least open work, then the higher level.

What is left equal is decided by the turn, and at last by the key: the order in which the
candidates come does not matter.
"""

from dataclasses import replace

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
    Decision,
    LeftOut,
)

RANKS = {
    ROUND_ROBIN: lambda person, needs: (person.turn, person.key),
    LEAST_OPEN: lambda person, needs: (person.load, person.turn, person.key),
    SKILL: lambda person, needs: (person.load, -person.level(needs), person.turn, person.key),
}


def choose(method, ticket, candidates, strict=False):
    """Return the ``Decision`` about one ticket.

    :param strict: by skill, nobody gets it who lacks a skill
    :raise AssignmentError: an unknown method, or one person twice
    """
    _check(method, candidates)
    free, left_out = [], []
    for person in candidates:
        reason = _why_not(person)
        (left_out if reason else free).append(reason or person)
    if method == SKILL:
        free, unskilled = _by_skill(ticket.needs, free, strict)
        left_out += unskilled
    winner = min(free, key=lambda person: RANKS[method](person, ticket.needs), default=None)
    missing = _missing(ticket.needs, winner) if winner and method == SKILL else ()
    left_out = tuple(sorted(left_out, key=lambda reason: reason.key))
    return Decision(ticket.key, method, winner, missing, left_out)


def assign(method, tickets, candidates, strict=False):
    """Return the decisions about ``tickets``, the most urgent first, one after the other.

    :raise AssignmentError: as ``choose``
    """
    people = {person.key: person for person in candidates}
    if len(people) != len(candidates):
        raise AssignmentError("Somebody is a candidate twice.")
    turn = max((person.turn for person in candidates), default=0)
    decisions = []
    for ticket in sorted(tickets, key=lambda ticket: (-ticket.weight, ticket.key)):
        decision = choose(method, ticket, list(people.values()), strict)
        decisions.append(decision)
        if winner := decision.winner:
            turn += 1
            people[winner.key] = replace(
                winner, open=winner.open + 1, load=winner.load + ticket.weight, turn=turn
            )
    return decisions


def _check(method, candidates):
    if method not in METHODS:
        raise AssignmentError(f"{method!r} is no method.")
    if len({person.key for person in candidates}) != len(candidates):
        raise AssignmentError("Somebody is a candidate twice.")


def _why_not(person):
    """Return the ``LeftOut`` of who cannot take any ticket now, else None."""
    here = person.presence
    if not here.is_here:
        return LeftOut(person.key, ABSENT if here.is_absent else OFF_HOURS, until=here.back_at)
    if person.is_full:
        return LeftOut(person.key, FULL, open=person.open)
    return None


def _by_skill(needs, people, strict):
    """Return those who have most of ``needs``, and why the others do not."""
    most = max((person.covers(needs) for person in people), default=0)
    asked = len(needs) if strict else most
    skilled = [person for person in people if person.covers(needs) >= asked]
    others = [
        LeftOut(person.key, UNSKILLED, missing=_missing(needs, person))
        for person in people
        if person.covers(needs) < asked
    ]
    return skilled, others


def _missing(needs, person):
    return tuple(sorted(needs - person.skills.keys()))
