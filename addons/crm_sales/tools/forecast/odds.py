"""The chance that a deal is won, as a sum of points that can be read aloud.

Each value of a feature (a stage, an owner, a bracket of age …) weighs as much as the odds of past
deals with it differ from the odds of all: the weights of evidence of the naive Bayes classifier,
log((won + k·b) / (lost + k·(1 - b))) - log(b / (1 - b)) with the base rate b. The k deals that are
added draw what is known from few deals towards all of them (additive smoothing). Features that say
the same twice make such a model too sure; two numbers fitted on the past, a factor and a shift of
the sum, take that back (Platt, J. (1999): Probabilistic outputs for support vector machines).
"""

from collections import Counter
from dataclasses import dataclass
from math import exp, log

SMOOTHING = 10.0
STEPS = 30
ENOUGH = 1e-9
# what the fit of factor and shift is drawn towards, as strongly as by so many deals
HOLD = 1.0


@dataclass(frozen=True)
class Model:
    """``base`` is the share of won deals, ``points`` ``{(feature, value): log-odds}``."""

    base: float
    points: dict
    factor: float = 1.0
    shift: float = 0.0
    count: int = 0

    def score(self, facts):
        """Return the sum of points of a deal, ``facts`` being ``{feature: value}``."""
        return sum(self.points.get(item, 0.0) for item in facts.items())

    def chance(self, facts):
        """Return the chance that a deal is won, between 0 and 1."""
        return _logistic(_logit(self.base) + self.shift + self.factor * self.score(facts))

    def reasons(self, facts):
        """Return what speaks for and against a deal, ``[(feature, value, points)]``.

        In log-odds, the weightiest first; with the base rate they make up the chance.
        """
        told = [
            (name, value, self.factor * self.points.get((name, value), 0.0))
            for name, value in facts.items()
        ]
        return sorted(told, key=lambda reason: -abs(reason[2]))


def fit(deals, smoothing=SMOOTHING):
    """Return the :class:`Model` of decided deals.

    :param deals: pairs of ``{feature: value}`` and whether it was won
    :param smoothing: by as many deals of the base rate is each value drawn to it
    :raise ValueError: nothing was decided
    """
    deals = list(deals)
    if not deals:
        raise ValueError("A model is fitted on decided deals; there is none.")
    base = (sum(won for _facts, won in deals) + 1) / (len(deals) + 2)
    won, lost = Counter(), Counter()
    for facts, is_won in deals:
        (won if is_won else lost).update(facts.items())
    points = {
        item: log((won[item] + smoothing * base) / (lost[item] + smoothing * (1 - base)))
        - _logit(base)
        for item in won.keys() | lost.keys()
    }
    raw = Model(base, points, count=len(deals))
    factor, shift = _soften([(raw.score(facts), won) for facts, won in deals], _logit(base))
    return Model(base, points, factor, shift, len(deals))


def _soften(scored, offset):
    """Return factor and shift that fit best, by Newton's method; both are held near 1 and 0."""
    factor, shift = 1.0, 0.0
    for _step in range(STEPS):
        slope_f, slope_s = HOLD * (factor - 1), HOLD * shift
        bend_ff, bend_fs, bend_ss = HOLD, 0.0, HOLD
        for score, won in scored:
            chance = _logistic(offset + shift + factor * score)
            weight, miss = chance * (1 - chance), chance - won
            slope_f, slope_s = slope_f + miss * score, slope_s + miss
            bend_ff += weight * score * score
            bend_fs += weight * score
            bend_ss += weight
        whole = bend_ff * bend_ss - bend_fs * bend_fs
        step_f = (slope_f * bend_ss - slope_s * bend_fs) / whole
        step_s = (slope_s * bend_ff - slope_f * bend_fs) / whole
        factor, shift = factor - step_f, shift - step_s
        if abs(step_f) + abs(step_s) < ENOUGH:
            break
    # a factor below zero would turn reasons into their opposite
    return max(factor, 0.0), shift


def _logit(chance):
    return log(chance / (1 - chance))


def _logistic(value):
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))
