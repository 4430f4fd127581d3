"""Rules that share the revenue of a deal among the touches before it.

First, last, linear, time decay and position ("U-shaped", 40 % to the first, 40 % to the last,
20 % to those between) as Google Analytics and Dynamics 365 Marketing name them. Time decay halves
the weight of a touch for every ``half_life`` days that it lies before the deal; 7 days are their
default. All add up to the revenue exactly, to the decimals of the currency.
"""

from collections import defaultdict
from decimal import Decimal

from odoo.addons.crm_customer.tools.kpi.share import split

HALF_LIFE = 7.0
ENDS = 0.4


def first(journey):
    """Return the weight of each touch: all of it to the first one."""
    return [1.0] + [0.0] * (len(journey.touches) - 1)


def last(journey):
    """Return the weight of each touch: all of it to the last one."""
    return [0.0] * (len(journey.touches) - 1) + [1.0]


def linear(journey):
    """Return the weight of each touch: the same."""
    return [1.0] * len(journey.touches)


def time_decay(journey, half_life=HALF_LIFE):
    """Return the weight of each touch: half as much for every ``half_life`` days before the deal.

    It is told from the last touch on: what matters is how they compare, and long ago must not
    come to nothing at all.
    """
    latest = journey.touches[-1].days
    return [2.0 ** -((touch.days - latest) / half_life) for touch in journey.touches]


def position(journey, ends=ENDS):
    """Return the weight of each touch: ``ends`` to first and last, the rest to those between."""
    count = len(journey.touches)
    if count < 3:
        return [1.0] * count
    between = (1 - 2 * ends) / (count - 2)
    return [ends, *[between] * (count - 2), ends]


METHODS = {
    "first": first,
    "last": last,
    "linear": linear,
    "decay": time_decay,
    "position": position,
}


def credit_by_channel(journey, weights, digits=2):
    """Return what each channel earned, ``{channel: amount}``; it adds up to the revenue.

    :param weights: a number per touch, not negative, or a function that gives them
    :return: empty for a journey without touches: nobody knows what earned that deal
    """
    if not journey.touches:
        return {}
    if callable(weights):
        weights = weights(journey)
    parts = split(journey.revenue, weights, digits)
    credit = defaultdict(Decimal)
    for touch, part in zip(journey.touches, parts, strict=True):
        credit[touch.channel] += Decimal(str(part))
    return {channel: float(amount) for channel, amount in credit.items()}
