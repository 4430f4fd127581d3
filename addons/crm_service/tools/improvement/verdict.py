"""Whether something became better: figures before and after, with the range of chance.

Rates of events (tickets per week, per 1,000 orders) are compared by their ratio. Given the sum of
both counts, the later one is binomial, which gives an exact interval of the ratio (Clopper and
Pearson 1934; Przyborowski and Wilenski 1940 for the comparison of two Poisson means). Daily
figures are compared by the difference of their means, with the interval of Welch (1947).

The verdict is "better" or "worse" only where the whole range says so.
"""

import math
from statistics import fmean, variance
from typing import NamedTuple

from .distributions import beta_quantile, student_quantile

BETTER, SAME, WORSE, EARLY = "better", "same", "worse", "early"
# an exact interval of rates is wide already; figures of neighbouring days hang together
RATE_CONFIDENCE = 0.95
MEAN_CONFIDENCE = 0.99
# with fewer, no outcome at all could be told from chance at 95 %
FEWEST_EVENTS = 6
FEWEST_DAYS = 7
# in place of a ratio without end: there was nothing before
ENDLESS = 999.0


class Count(NamedTuple):
    """Events, and in what they happened (days, thousands of orders)."""

    events: int
    exposure: float

    @property
    def rate(self):
        return self.events / self.exposure if self.exposure else 0.0


class Result(NamedTuple):
    """What came out.

    :param effect: of rates the ratio of after to before, of means the difference
    :param low: lower end of the range of the effect
    """

    verdict: str
    before: float
    after: float
    effect: float
    low: float
    high: float
    confidence: float


def judge_rates(before, after, *, less_is_better=True, is_full=True, confidence=RATE_CONFIDENCE):
    """Compare two ``Count``.

    :param is_full: the time after is over
    """
    low, high = ratio_interval(before, after, confidence)
    effect = min(after.rate / before.rate, ENDLESS) if before.rate else ENDLESS
    if not before.events and not after.events:
        effect = 1.0
    is_thin = before.events + after.events < FEWEST_EVENTS
    is_early = not is_full or is_thin or not (before.exposure and after.exposure)
    verdict = EARLY if is_early else _say(low - 1, high - 1, less_is_better)
    return Result(verdict, before.rate, after.rate, effect, low, high, confidence)


def ratio_interval(before, after, confidence=RATE_CONFIDENCE):
    """Return the ends of the exact range of the ratio of the later rate to the earlier one."""
    total, later = before.events + after.events, after.events
    if not (total and before.exposure and after.exposure):
        return 0.0, ENDLESS
    tail = (1 - confidence) / 2
    low = beta_quantile(tail, later, total - later + 1) if later else 0.0
    high = beta_quantile(1 - tail, later + 1, total - later) if later < total else 1.0
    scale = before.exposure / after.exposure
    return _odds(low) * scale, min(_odds(high) * scale, ENDLESS)


def _odds(part):
    return part / (1 - part) if part < 1 else math.inf


def judge_means(before, after, *, less_is_better=False, is_full=True, confidence=MEAN_CONFIDENCE):
    """Compare two lists of daily figures."""
    if min(len(before), len(after)) < 2:
        means = [fmean(days) if days else 0.0 for days in (before, after)]
        return Result(EARLY, *means, means[1] - means[0], 0.0, 0.0, confidence)
    effect, low, high = difference_interval(before, after, confidence)
    is_early = not is_full or min(len(before), len(after)) < FEWEST_DAYS
    verdict = EARLY if is_early else _say(low, high, less_is_better)
    return Result(verdict, fmean(before), fmean(after), effect, low, high, confidence)


def difference_interval(before, after, confidence=MEAN_CONFIDENCE):
    """Return the difference of the means and the ends of its range, by Welch."""
    effect = fmean(after) - fmean(before)
    parts = [variance(days) / len(days) for days in (before, after)]
    total = sum(parts)
    if not total:
        return effect, effect, effect
    freedom = 1 / sum(
        (part / total) ** 2 / (len(days) - 1)
        for part, days in zip(parts, (before, after), strict=True)
    )
    reach = student_quantile(1 - (1 - confidence) / 2, freedom) * math.sqrt(total)
    return effect, effect - reach, effect + reach


def _say(low, high, less_is_better):
    """Return the word for a range: of 0 it says nothing."""
    if high < 0:
        return BETTER if less_is_better else WORSE
    if low > 0:
        return WORSE if less_is_better else BETTER
    return SAME
