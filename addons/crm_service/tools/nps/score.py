"""The net promoter score, and how sure it is.

Reichheld, F. F. (2003): The one number you need to grow. Harvard Business Review 81 (12), 46-54:
who answers 9 or 10 is a promoter, 7 or 8 passive, 0 to 6 a detractor; the score is the share of
promoters less that of detractors, here times 100.

Its variance is that of the difference of two shares of one sample, ``(p + d - (p - d)²) / n``.
The range adds 3/4 of a promoter, 3/4 of a detractor and 3/2 of a passive first ("adjusted Wald"):
of the methods compared by Rocks, B. (2016): Interval estimation for the "Net Promoter Score".
The American Statistician 70 (4), 365-372, it keeps its promise best for few answers.
"""

from dataclasses import dataclass
from math import sqrt

from odoo.addons.crm_customer.tools.wilson import Z

PROMOTER, PASSIVE, DETRACTOR = "promoter", "passive", "detractor"
LOWEST, HIGHEST = 0, 10
PROMOTES_FROM, DETRACTS_TO = 9, 6
ADDED = 0.75
ADDED_IN_ALL = 3


@dataclass(frozen=True)
class Score:
    """From -100 to 100; ``score`` is None when nobody answered."""

    score: float | None
    low: float
    high: float


def group_of(answer):
    """Return the group of an answer from 0 to 10.

    :raise ValueError: there is no such answer
    """
    if not LOWEST <= answer <= HIGHEST:
        raise ValueError(f"an answer lies between 0 and 10, not {answer!r}")
    if answer >= PROMOTES_FROM:
        return PROMOTER
    return DETRACTOR if answer <= DETRACTS_TO else PASSIVE


def score_of(promoters, passives, detractors, z=Z):
    """Return the :class:`Score` of so many answers, with the range for ``z``."""
    count = promoters + passives + detractors
    if not count:
        return Score(None, -100.0, 100.0)
    score = (promoters - detractors) / count
    size = count + ADDED_IN_ALL
    for_us, against = (promoters + ADDED) / size, (detractors + ADDED) / size
    centre = for_us - against
    spread = z * sqrt((for_us + against - centre * centre) / size)
    low, high = max(-1.0, centre - spread), min(1.0, centre + spread)
    return Score(100 * score, 100 * low, 100 * high)
