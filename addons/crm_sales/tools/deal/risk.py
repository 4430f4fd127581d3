"""What puts an open opportunity at risk. No database here.

Each rule looks at facts of one opportunity, at limits that the company sets, and at what is
usual; it says nothing when a limit is 0 or when a fact is not known. What is found carries the
figures that explain it.
"""

from dataclasses import dataclass, field
from datetime import date

HIGH = "high"
MEDIUM = "medium"
# so many middling ones are as bad as one high one
MANY = 3

DECIDERS = frozenset({"decision_maker", "economic_buyer"})


@dataclass(frozen=True)
class Person:
    """Somebody of the customer: role, influence from 1 to 5, stance towards us."""

    name: str
    role: str
    influence: int
    stance: str


@dataclass(frozen=True)
class Deal:
    """An open opportunity as it is on ``today``; days count from then."""

    today: date
    created: date
    people: tuple = ()
    next_step: date | None = None
    last_contact: date | None = None
    closing: date | None = None
    push_count: int = 0
    pushed_days: int = 0
    stage_days: float | None = None
    value: float = 0.0


@dataclass(frozen=True)
class Limits:
    """From where on something is a risk; 0 switches a rule off.

    ``people_days``: so old an opportunity is before its people must be known.
    ``value_min``: smaller ones are left alone.
    """

    people_days: int = 14
    silent_days: int = 21
    push_count: int = 2
    stage_factor: float = 2.0
    value_factor: float = 3.0
    influence: int = 4
    value_min: float = 0.0


@dataclass(frozen=True)
class Usual:
    """Medians of opportunities that were won: days in this stage, and value."""

    stage_days: float | None = None
    value: float | None = None


@dataclass(frozen=True)
class Risk:
    """A risk by its key, how bad it is, and the figures that explain it."""

    key: str
    level: str
    facts: dict = field(default_factory=dict, compare=False)


def assess(deal, limits, usual):
    """Return the risks of ``deal``, the high ones first."""
    if deal.value < limits.value_min:
        return []
    found = [
        *_people(deal, limits),
        *_steps(deal),
        *_closing(deal, limits),
        *_silence(deal, limits),
        *_usual(deal, limits, usual),
    ]
    return sorted(found, key=lambda risk: risk.level != HIGH)


def level(risks):
    """Return how bad they are together, None when there are none."""
    if not risks:
        return None
    is_high = any(risk.level == HIGH for risk in risks) or len(risks) >= MANY
    return HIGH if is_high else MEDIUM


def _people(deal, limits):
    opponents = [
        person
        for person in deal.people
        if person.stance == "opponent" and 0 < limits.influence <= person.influence
    ]
    if opponents:
        strongest = max(opponents, key=lambda person: person.influence)
        facts = {"name": strongest.name, "influence": strongest.influence}
        yield Risk("strong_opponent", HIGH, facts)
    age = (deal.today - deal.created).days
    if not limits.people_days or age < limits.people_days:
        return
    roles = {person.role for person in deal.people}
    if not roles & DECIDERS:
        yield Risk("no_decision_maker", HIGH, {"days": age})
    if "champion" not in roles:
        yield Risk("no_champion", MEDIUM, {"days": age})
    if len(deal.people) == 1:
        yield Risk("single_contact", MEDIUM, {"name": deal.people[0].name})


def _steps(deal):
    if deal.next_step is None:
        yield Risk("no_next_step", MEDIUM)
    elif deal.next_step < deal.today:
        yield Risk("next_step_overdue", MEDIUM, {"days": (deal.today - deal.next_step).days})


def _closing(deal, limits):
    if deal.closing is not None and deal.closing < deal.today:
        yield Risk("closing_passed", HIGH, {"days": (deal.today - deal.closing).days})
    if limits.push_count and deal.push_count >= limits.push_count:
        worse = deal.push_count >= 2 * limits.push_count
        facts = {"count": deal.push_count, "days": deal.pushed_days}
        yield Risk("pushed", HIGH if worse else MEDIUM, facts)


def _silence(deal, limits):
    """Silence counts from the last contact, else from the beginning."""
    days = (deal.today - (deal.last_contact or deal.created)).days
    if limits.silent_days and days >= limits.silent_days:
        yield Risk("silent", HIGH, {"days": days, "is_never": deal.last_contact is None})


def _usual(deal, limits, usual):
    if _is_over(deal.stage_days, limits.stage_factor, usual.stage_days):
        facts = {"days": int(deal.stage_days), "usual": usual.stage_days}
        yield Risk("slow_stage", MEDIUM, facts)
    if _is_over(deal.value, limits.value_factor, usual.value):
        yield Risk("large", MEDIUM, {"value": deal.value, "usual": usual.value})


def _is_over(value, factor, median):
    return bool(factor and median and value is not None and value > factor * median)
