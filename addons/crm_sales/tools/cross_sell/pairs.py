"""Which products are bought by the same customers more often than chance would have it. Pure.

A customer counts once, however often he buys. Support and confidence are those of Agrawal,
Imielinski and Swami (1993), lift that of Brin et al. (1997). Whether a pair is more than chance
is asked with the exact test of Fisher (1935), one-sided. Of thousands of pairs some look good by
chance, so that the limit is corrected by Holm (1979) for all pairs that could have been found,
not only for those that were frequent enough to be looked at (Webb 2007, "Discovering significant
patterns"): on data without any association a pair is found in one run of 20 at most.
"""

from math import exp, lgamma
from typing import NamedTuple

from odoo.addons.crm_customer.tools.wilson import wilson

ALPHA = 0.05
NEGLIGIBLE = 1e-17


class Counts(NamedTuple):
    """Of ``total`` customers so many bought the first product, the other one, and both."""

    both: int
    first: int
    other: int
    total: int


class Measures(NamedTuple):
    """Shares are parts of 1; ``low`` and ``high`` hold the true confidence with 95 %."""

    support: float
    confidence: float
    low: float
    high: float
    lift: float


def measure(counts):
    """Return the measures of "who buys the first buys the other too"."""
    both, first, other, total = counts
    confidence = both / first if first else 0.0
    expected = other / total if total else 0.0
    low, high = wilson(both, first) if first else (0.0, 1.0)
    return Measures(
        support=both / total if total else 0.0,
        confidence=confidence,
        low=low,
        high=high,
        lift=confidence / expected if expected else 0.0,
    )


def _log_choose(count, chosen):
    return lgamma(count + 1) - lgamma(chosen + 1) - lgamma(count - chosen + 1)


def chance(counts):
    """Return how likely chance alone gives so many customers of both, or more.

    The upper tail of the hypergeometric distribution, that is Fisher's exact test.
    """
    both, first, other, total = counts
    lowest, highest = max(0, first + other - total), min(first, other)
    if both <= lowest:
        return 1.0
    term = exp(
        _log_choose(other, both)
        + _log_choose(total - other, first - both)
        - _log_choose(total, first)
    )
    tail = 0.0
    for number in range(both, highest + 1):
        tail += term
        if term < tail * NEGLIGIBLE:
            break
        # the next term from this one
        term *= (other - number) * (first - number)
        term /= (number + 1) * (total - other - first + number + 1)
    return min(tail, 1.0)


def pair_number(products):
    """Return how many pairs ``products`` products can make."""
    return products * (products - 1) // 2


def holm(chances, tests, alpha=ALPHA):
    """Return which of ``chances`` are below the limit, corrected for ``tests`` tests.

    :param chances: list of probabilities; those that are not in it count as not significant
    :return: set of positions
    """
    found = set()
    for rank, (value, place) in enumerate(
        sorted((value, place) for place, value in enumerate(chances))
    ):
        if value * (tests - rank) > alpha:
            break
        found.add(place)
    return found


def choose(rows, tests, min_lift, alpha=ALPHA):
    """Return those of ``rows`` (``Counts``) that are worth proposing, with their chance.

    :return: {position: probability}
    """
    chances = [chance(counts) for counts in rows]
    found = holm(chances, tests, alpha)
    return {place: chances[place] for place in found if measure(rows[place]).lift >= min_lift}
