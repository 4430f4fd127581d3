"""From what was seen of past deals to what the open ones will bring in a period.

A deal is seen on the first day of each month on which it was open. What is known of it then are a
few facts, each in brackets: stage, days in the stage, owner, whether the customer has bought
before, the quarter of the year, and the probability that the host's scoring gave it.
"""

from dataclasses import dataclass
from datetime import date

from .odds import Model, fit
from .timing import Timing

# upper ends of the brackets of days in a stage
DAYS = (7, 14, 30, 60, 120)
# width of the brackets of the host's probability, in percent
SCORE_STEP = 20
# decided deals below which nothing is said
FEWEST_DEALS = 50


@dataclass(frozen=True)
class Sight:
    """A deal as it was on a day; ``decided`` and ``won`` are what became of it, if anything."""

    lead: int
    day: date
    facts: dict
    value: float
    decided: date | None = None
    won: bool = False

    def is_won_until(self, stop):
        """Whether it was won by the end of ``stop``."""
        return bool(self.won and self.decided and self.decided <= stop)


@dataclass(frozen=True)
class Lesson:
    """What was learnt of ``deals`` decided deals: the odds, and when the wins come."""

    model: Model
    timing: Timing
    deals: int

    def chance_until(self, sight, stop):
        """Return the chance that an open deal is won by the end of ``stop``."""
        share = self.timing.share_within(sight.facts["stage"], (stop - sight.day).days)
        return self.model.chance(sight.facts) * share


def prepare_facts(stage, days, owner, is_customer, day, score=None):
    """Return the facts of a deal; a score that nobody knows is left out, and says nothing.

    :param days: days in the stage so far
    :param score: the host's probability in percent, or None
    """
    facts = {
        "stage": stage,
        "age": next((limit for limit in DAYS if days <= limit), None),
        "owner": owner,
        "customer": bool(is_customer),
        "season": (day.month + 2) // 3,
    }
    if score is not None:
        facts["score"] = min(int(score // SCORE_STEP), 100 // SCORE_STEP - 1)
    return facts


def learn(sights, before):
    """Return the :class:`Lesson` of what was decided before a day, or None with too few deals.

    Nothing that came later is used, so that a past period can be asked as if it were to come.
    """
    known = [sight for sight in sights if sight.decided and sight.day < sight.decided < before]
    deals = {sight.lead for sight in known}
    if len(deals) < FEWEST_DEALS:
        return None
    days = {}
    for sight in known:
        if sight.won:
            waited = (sight.decided - sight.day).days
            days.setdefault(sight.facts["stage"], []).append(waited)
    return Lesson(fit([(s.facts, s.won) for s in known]), Timing(days), len(deals))


def tell(model, facts):
    """Return ``[(feature, percentage points)]``, the weightiest first: what each fact changes.

    The points are the chance with the fact less the chance without it.
    """
    whole = model.chance(facts)
    told = []
    for name in facts:
        rest = {key: value for key, value in facts.items() if key != name}
        told.append((name, 100 * (whole - model.chance(rest))))
    return sorted(told, key=lambda reason: (-abs(reason[1]), reason[0]))
