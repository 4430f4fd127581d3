"""Incentive by tiers. Pure: no ``env``. All amounts are ``Decimal``, rounded to the cent.

A tier begins at an attainment in percent of the target. What a tier pays is rounded half
up, so that the lines of a statement add up to its total.

marginal
    The rate of a tier is paid on that part of the result that lies in the tier.
retroactive
    The rate of the tier that is reached is paid on the whole result.

A bonus is a fixed sum, paid once when its tier is reached, in either mode. Beyond the
accelerator's attainment the rate is multiplied. Beyond the cap on attainment nothing more
is paid; the cap on the payout cuts the total, and the cut is a line of its own.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
MARGINAL, RETROACTIVE = "marginal", "retroactive"


class Tier(NamedTuple):
    """From an attainment in percent on: a rate in percent of the result, and a fixed bonus."""

    start: Decimal
    rate: Decimal
    bonus: Decimal = Decimal(0)


class Terms(NamedTuple):
    """What else a scheme says; None where it says nothing.

    :param accelerator: (attainment from which, factor of the rate)
    :param cap_attainment: percent beyond which nothing counts
    :param cap_payout: most that is paid
    """

    mode: str = MARGINAL
    accelerator: tuple | None = None
    cap_attainment: Decimal | None = None
    cap_payout: Decimal | None = None


class Line(NamedTuple):
    """What one tier pays.

    :param tier: place of the tier, None for the cut of the cap
    :param base: part of the result on which the rate is paid
    :param rate: percent, the accelerator included
    """

    tier: int | None
    base: Decimal
    rate: Decimal
    bonus: Decimal
    payout: Decimal


def compute(result, target, tiers, terms=None):
    """Return the ``Line``s of a statement; the payout is their sum.

    :param result: what was reached, in money; below zero counts as nothing
    :param target: what was to be reached; without one nothing is paid
    :raise ValueError: tiers that do not rise, or a factor, rate or cap below zero
    """
    terms = terms or Terms()
    check(tiers, terms)
    result, target = exact(result), exact(target)
    if target <= 0 or result <= 0:
        return []
    counted = result
    if terms.cap_attainment is not None:
        counted = min(result, target * terms.cap_attainment / 100)
    pay = _pay_marginal if terms.mode == MARGINAL else _pay_retroactive
    lines = pay(counted, target, tiers, terms.accelerator)
    return _cut(lines, terms.cap_payout)


def check(tiers, terms):
    """:raise ValueError: tiers that do not rise, or something below zero"""
    starts = [tier.start for tier in tiers]
    if any(first >= second for first, second in zip(starts, starts[1:], strict=False)):
        raise ValueError("Tiers begin one above the other.")
    numbers = [number for tier in tiers for number in tier]
    numbers += [*(terms.accelerator or ()), terms.cap_attainment or 0, terms.cap_payout or 0]
    if min(numbers, default=0) < 0:
        raise ValueError("Nothing of a scheme is negative.")


def _pay_marginal(result, target, tiers, accelerator):
    lines = []
    for place, tier in enumerate(tiers):
        low = target * tier.start / 100
        if result < low:
            break
        last = place + 1 == len(tiers)
        high = result if last else min(result, target * tiers[place + 1].start / 100)
        for base, rate in _accelerate(low, high, target, tier.rate, accelerator):
            lines.append(_line(place, base, rate, Decimal(0)))
        if tier.bonus:
            lines.append(_line(place, Decimal(0), Decimal(0), tier.bonus))
    return lines


def _accelerate(low, high, target, rate, accelerator):
    """Yield (base, rate) of a tier: what lies beyond the accelerator's attainment apart."""
    if not accelerator:
        return [(high - low, rate)] if high > low else []
    start = target * accelerator[0] / 100
    parts = [
        (min(high, start) - low, rate),
        (high - max(low, start), rate * accelerator[1]),
    ]
    return [(base, part_rate) for base, part_rate in parts if base > 0]


def _pay_retroactive(result, target, tiers, accelerator):
    reached = [place for place, tier in enumerate(tiers) if result >= target * tier.start / 100]
    lines = []
    if reached:
        rate = tiers[reached[-1]].rate
        if accelerator and result >= target * accelerator[0] / 100:
            rate *= accelerator[1]
        lines.append(_line(reached[-1], result, rate, Decimal(0)))
    bonuses = [place for place in reached if tiers[place].bonus]
    return lines + [_line(place, Decimal(0), Decimal(0), tiers[place].bonus) for place in bonuses]


def _line(place, base, rate, bonus):
    payout = (base * rate / 100 + bonus).quantize(CENT, ROUND_HALF_UP)
    return Line(place, base.quantize(CENT, ROUND_HALF_UP), rate, bonus, payout)


def _cut(lines, cap):
    total = sum((line.payout for line in lines), Decimal(0))
    if cap is None or total <= cap:
        return lines
    return [*lines, Line(None, Decimal(0), Decimal(0), Decimal(0), cap - total)]


def exact(number):
    """Return ``number`` as the decimal that people read."""
    return Decimal(str(number))
