"""Which open deals would close a gap. Pure: no ``env``."""

from typing import NamedTuple


class Deal(NamedTuple):
    """An open deal: what it would bring, and how likely it is, 0 to 1."""

    key: int
    amount: float
    chance: float


def closing(deals, gap):
    """Return the likeliest deals that together would close ``gap``, the likeliest first.

    Of equal chances the larger deal comes first. All of them when they do not suffice.
    """
    chosen, left = [], gap
    for deal in sorted(deals, key=lambda deal: (-deal.chance, -deal.amount, deal.key)):
        if left <= 0:
            break
        chosen.append(deal)
        left -= deal.amount
    return chosen


def weighted(deals):
    """Return what the deals bring on average."""
    return sum(deal.amount * deal.chance for deal in deals)
