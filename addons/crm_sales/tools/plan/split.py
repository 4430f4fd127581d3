"""Splitting a target over cells, some of which are locked. Pure: no ``env``."""

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple


class Cell(NamedTuple):
    """A part of a target.

    :param amount: what it has now
    :param weight: by what it shares; not negative
    :param is_locked: it stays as it is
    """

    amount: float
    weight: float
    is_locked: bool = False


class LockedError(ValueError):
    """The locked cells leave no way to reach the total.

    :param locked: what the locked cells have together
    """

    def __init__(self, locked):
        super().__init__(f"Locked cells hold {locked}.")
        self.locked = locked


def spread(total, cells, step="1"):
    """Return the new amounts of ``cells``: together exactly ``total``, locked ones unchanged.

    What the locked cells leave is shared by weights in whole steps, by the largest remainder
    (Hare, Niemeyer): each free cell gets the whole steps below its exact share, or one step
    more; at equal remainders the first. A part of the total below a step goes to the
    first of the largest cells. When all weights are zero everybody gets the same.

    :param step: the smallest part that is given, as decimal text, such as "0.01" or "1000"
    :raise LockedError: the locked cells hold more than the total, or all of them are locked
        and hold something else
    """
    rest = _decimal(total) - sum(_decimal(cell.amount) for cell in cells if cell.is_locked)
    free = [place for place, cell in enumerate(cells) if not cell.is_locked]
    if rest < 0 or (rest and not free):
        raise LockedError(float(_decimal(total) - rest))
    parts = share(rest, [cells[place].weight for place in free], step) if free else []
    amounts = [cell.amount for cell in cells]
    for place, part in zip(free, parts, strict=True):
        amounts[place] = float(part)
    return amounts


def share(total, weights, step="1"):
    """Return a ``Decimal`` per weight, together exactly ``total``; see ``spread``."""
    total, step = _decimal(total), Decimal(step)
    shares = [_decimal(weight) for weight in weights]
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    units = int((total / step).to_integral_value(ROUND_FLOOR))
    whole = sum(shares)
    exact = [units * weight / whole for weight in shares]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: units - sum(parts)]:
        parts[place] += 1
    amounts = [part * step for part in parts]
    largest = max(range(len(amounts)), key=lambda place: (amounts[place], -place))
    amounts[largest] += total - units * step
    return amounts


def _decimal(number):
    return Decimal(str(number))
