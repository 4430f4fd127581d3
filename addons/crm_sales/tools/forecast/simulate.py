"""What a period may bring: the same period played many times (Monte Carlo).

Each open deal is won or not by its chance; deals that are not there yet bring what a past period,
drawn by lot, brought of its own new deals. The draws are seeded: the same input, the same answer.
"""

import random
from dataclasses import dataclass

ROUNDS = 4000
LOW, HIGH = 0.1, 0.9
# past periods that new business is drawn from; fewer say nothing about its spread
FEWEST_PERIODS = 4


@dataclass(frozen=True)
class Outlook:
    """``expected`` exactly, ``low`` and ``high`` are the 10 % and 90 % points of the rounds."""

    expected: float
    low: float
    high: float
    median: float
    new_business: float


def simulate(deals, new_business=(), already=0.0, seed=1, rounds=ROUNDS):
    """Return the :class:`Outlook` of a period.

    :param deals: pairs of value and chance that it is won in the period
    :param new_business: what past periods brought of deals that were created in them; with fewer
        than four periods it is left out, for nothing is known of it
    :param already: what the period has brought so far
    """
    deals = [(value, chance) for value, chance in deals if value and chance > 0]
    past = list(new_business) if len(new_business) >= FEWEST_PERIODS else [0.0]
    draw = random.Random(seed)
    totals = sorted(
        already
        + sum(value for value, chance in deals if draw.random() < chance)
        + past[draw.randrange(len(past))]
        for _round in range(rounds)
    )
    new = sum(past) / len(past)
    return Outlook(
        expected=already + sum(value * chance for value, chance in deals) + new,
        low=_at(totals, LOW),
        high=_at(totals, HIGH),
        median=_at(totals, 0.5),
        new_business=new,
    )


def _at(ordered, share):
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
