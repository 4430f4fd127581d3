"""What was given away on the lines of an order, and how much somebody may give away.

Pure: no ``env``. Percents are of the price that a line is compared with: 25.0 is a quarter off.
"""

from dataclasses import dataclass

DIGITS = 2


@dataclass(frozen=True)
class Limit:
    """Up to ``percent`` from ``level`` on, in a scope.

    :param level: 0 for everybody, higher numbers hold what lower ones do
    :param team: None for every team
    :param category: ``parent_path`` of a product category ("1/5/"), "" for all products
    """

    level: int
    percent: float
    team: object = None
    category: str = ""

    def covers(self, team, category):
        return self.team in (None, team) and category.startswith(self.category)

    @property
    def scope(self):
        """What makes a scope narrower than another: category before team."""
        return (self.category.count("/"), self.team is not None)


def allowed(limits, level, team, category):
    """Return the percent that ``level`` may give on products of ``category``, None: any.

    The narrowest scope with limits counts, and in it the best limit of the levels held.
    Who is below all of its levels may give nothing.
    """
    covering = [limit for limit in limits if limit.covers(team, category)]
    if not covering:
        return None
    narrowest = max(limit.scope for limit in covering)
    held = [
        limit.percent for limit in covering if limit.scope == narrowest and limit.level <= level
    ]
    return max(held, default=0.0)


def deduction_rate(totals):
    """Return which part of the positive ``totals`` of lines the negative ones take back.

    A discount on the whole order is lines of negative amounts: it lies on all the others.
    """
    given = -sum(total for total in totals if total < 0)
    sold = sum(total for total in totals if total > 0)
    if not given:
        return 0.0
    return min(given / sold, 1.0) if sold else 1.0


def given_percent(base, net, rate=0.0):
    """Return how many percent the unit price ``net`` is below ``base``, after a deduction.

    :param rate: ``deduction_rate``
    """
    if base <= 0:
        return 0.0
    return round((1 - net * (1 - rate) / base) * 100, DIGITS)
