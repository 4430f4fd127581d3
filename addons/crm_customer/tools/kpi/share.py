"""Splitting a figure into parts that add up to it exactly. Pure: no ``env``."""

from decimal import ROUND_HALF_UP, Decimal


def split(total, weights, digits=0):
    """Split ``total`` in proportion to ``weights``, by the largest remainder (Hare, Niemeyer).

    Each part is the whole step below its exact share, or one step more; the steps that are
    left go to the largest remainders, at equal ones to the first. No part differs from its
    exact share by a step or more.

    :param weights: not negative; when all are zero everybody gets the same
    :param digits: decimals of a part; a total with more decimals has its own
    :return: a float per weight; as decimals they add up to ``total``
    :raise ValueError: no weights, or a negative one
    """
    if not weights or min(weights) < 0:
        raise ValueError("Parts need weights that are not negative.")
    amount = Decimal(str(total)).normalize()
    digits = max(digits, -amount.as_tuple().exponent)
    step = Decimal(1).scaleb(-digits)
    units = int((abs(amount) / step).to_integral_value(ROUND_HALF_UP))
    sign = -1 if amount < 0 else 1
    return [float(sign * part * step) for part in _split_units(units, weights)]


def _split_units(units, weights):
    shares = [Decimal(str(weight)) for weight in weights]
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    whole = sum(shares)
    exact = [units * share / whole for share in shares]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: units - sum(parts)]:
        parts[place] += 1
    return parts
