"""The rules of routing.

The first rule that holds and of which somebody is there decides. By turn: whose last turn is
longest ago. By load: who has the fewest open leads. By capacity: who has taken the smallest share
of what is meant for the person, and less than all of it. What is left equal is decided by the
turn, at last by the key: the order in which people come does not matter.
"""

from dataclasses import replace

from .facts import (
    ABSENT,
    ASSIGNED,
    CAPACITY,
    FULL,
    LANGUAGE,
    LOAD,
    NOBODY,
    OWNER,
    WAITING,
    Decision,
)

SETS = (
    ("countries", "country"),
    ("states", "state"),
    ("langs", "lang"),
    ("campaigns", "campaign"),
    ("sources", "source"),
    ("mediums", "medium"),
    ("channels", "channel"),
    ("cities", "city"),
)


def holds(rule, enquiry):
    """Say whether all conditions of ``rule`` hold for ``enquiry``."""
    for name, value in SETS:
        wanted = getattr(rule, name)
        if wanted and getattr(enquiry, value) not in wanted:
            return False
    if rule.zips and not (enquiry.zip and enquiry.zip.startswith(rule.zips)):
        return False
    if rule.segments and not rule.segments & enquiry.segments:
        return False
    if rule.tags and not rule.tags & enquiry.tags:
        return False
    if rule.is_known is not None and rule.is_known != enquiry.is_known:
        return False
    if rule.way == OWNER and enquiry.owner is None:
        return False
    return enquiry.value >= rule.value_min


def choose(enquiry, rules, people):
    """Return the ``Decision`` about one enquiry.

    :param rules: in their order
    :param people: ``{key: Person}``; who is missing there is nobody's candidate
    """
    passed, left_out = [], ()
    for rule in rules:
        if not holds(rule, enquiry):
            continue
        keys = (enquiry.owner,) if rule.way == OWNER else rule.people
        winner, left_out = _choose_of(rule, enquiry, [people[key] for key in keys if key in people])
        if winner:
            return Decision(enquiry.key, ASSIGNED, rule, winner, left_out, tuple(passed))
        passed.append(rule.key)
    result = WAITING if passed else NOBODY
    return Decision(enquiry.key, result, left_out=left_out, passed=tuple(passed))


def route(enquiries, rules, people):
    """Return the decisions about ``enquiries`` in their order; each counts for the next."""
    people, decisions = dict(people), []
    turn = max((turn for person in people.values() for turn in person.turns.values()), default=0)
    for enquiry in enquiries:
        decision = choose(enquiry, rules, people)
        decisions.append(decision)
        if winner := decision.person:
            turn += 1
            people[winner.key] = replace(
                winner,
                load=winner.load + 1,
                taken=winner.taken + 1,
                turns={**winner.turns, decision.rule.key: turn},
            )
    return decisions


def _choose_of(rule, enquiry, candidates):
    """Return (who gets it or None, why the others do not)."""
    free, left_out = [], []
    for person in candidates:
        if person.is_absent:
            left_out.append((person.key, ABSENT))
        elif rule.way == CAPACITY and person.taken >= person.capacity:
            left_out.append((person.key, FULL))
        else:
            free.append(person)
    if rule.prefers_language and enquiry.lang:
        speakers = [person for person in free if enquiry.lang in person.langs]
        if speakers:
            left_out += [(person.key, LANGUAGE) for person in free if person not in speakers]
            free = speakers
    winner = min(free, key=lambda person: _rank(rule, person), default=None)
    return winner, tuple(sorted(left_out))


def _rank(rule, person):
    turn = person.turns.get(rule.key, 0)
    if rule.way == LOAD:
        return person.load, turn, person.key
    if rule.way == CAPACITY:
        return person.taken / person.capacity, turn, person.key
    return turn, person.key
