"""How large a market is, from assumptions that are said one by one.

Factors of one block are multiplied, the blocks of one level are added. Top-down: the
serviceable market is the total times the factors of its level, the obtainable one is the
serviceable times those of its level. Bottom-up: each level is built from its own blocks.
All factors are positive, so the product of the low ends is the low end of the product
(Moore, Kearfott, Cloud: Introduction to Interval Analysis, SIAM 2009, section 2.3).
"""

from typing import NamedTuple

LEVELS = ("tam", "sam", "som")


class Interval(NamedTuple):
    low: float
    value: float
    high: float

    def __add__(self, other):
        return Interval(*(one + another for one, another in zip(self, other, strict=True)))

    def __mul__(self, other):
        return Interval(*(one * another for one, another in zip(self, other, strict=True)))


class Factor(NamedTuple):
    level: str
    block: str  # what is multiplied with what
    interval: Interval


def spread(value, low=0, high=0, is_percent=False):
    """Return the interval of a factor; an end that is not said is the value itself.

    :raise ValueError: an end lies on the wrong side of the value, or something is negative
    """
    low, high = low or value, high or value
    if not 0 <= low <= value <= high:
        raise ValueError("low, value and high rise, and none is negative")
    scale = 100 if is_percent else 1
    return Interval(low / scale, value / scale, high / scale)


def measure(factors, is_top_down):
    """Return ``{level: Interval or None}``; None of a level of which nothing is said."""
    sizes, above = {}, None
    for level in LEVELS:
        own = _add_up([factor for factor in factors if factor.level == level])
        if own and is_top_down and level != LEVELS[0]:
            own = above and above * own
        sizes[level] = own
        above = own
    return sizes


def _add_up(factors):
    blocks = {}
    for factor in factors:
        known = blocks.get(factor.block)
        blocks[factor.block] = known * factor.interval if known else factor.interval
    total = None
    for block in blocks.values():
        total = total + block if total else block
    return total


def share_of(part, whole):
    """Return the share of ``part`` in percent, 0 of a market whose size is not known."""
    return 100 * part / whole if whole > 0 else 0.0
