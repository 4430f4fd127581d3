"""Whether chances keep their promise: of ten deals with 30 %, three are won.

Brier, G. W. (1950): Verification of forecasts expressed in terms of probability. Monthly Weather
Review 78 (1), 1-3: the mean squared distance of chance and outcome; 0 is perfect. The skill is the
share by which it is smaller than that of the base rate for everybody (Brier skill score): zero or
less means that the chances know nothing.
"""

from dataclasses import dataclass

from odoo.addons.crm_customer.tools.wilson import wilson

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Deals whose chance lay from ``low`` to below ``high``; the range is that of the share won."""

    low: float
    high: float
    count: int
    promised: float
    won: float
    won_low: float
    won_high: float

    @property
    def holds(self):
        """Whether the chances that were promised lie in the range of what came."""
        return self.won_low <= self.promised <= self.won_high


def calibration(pairs, bins=BINS):
    """Return the :class:`Bin` of each tenth that has deals; ``pairs`` of chance and outcome."""
    drawers = [[] for _bin in range(bins)]
    for chance, won in pairs:
        drawers[min(int(chance * bins), bins - 1)].append((chance, won))
    return [
        _bin(place / bins, (place + 1) / bins, drawer)
        for place, drawer in enumerate(drawers)
        if drawer
    ]


def _bin(low, high, drawer):
    count, won = len(drawer), sum(bool(won) for _chance, won in drawer)
    least, most = wilson(won, count)
    promised = sum(chance for chance, _won in drawer) / count
    return Bin(low, high, count, promised, won / count, least, most)


def brier(pairs):
    """Return the mean squared distance of chance and outcome, from 0 to 1."""
    pairs = list(pairs)
    if not pairs:
        raise ValueError("Nothing was decided.")
    return sum((chance - bool(won)) ** 2 for chance, won in pairs) / len(pairs)


def skill(pairs):
    """Return by which share the chances are better than the base rate; None if that is perfect."""
    pairs = list(pairs)
    base = sum(bool(won) for _chance, won in pairs) / len(pairs)
    plain = brier([(base, won) for _chance, won in pairs])
    return 1 - brier(pairs) / plain if plain else None
