"""Instalments: how a total is split, how what came in is laid on them, how old the rest is.

Pure: no ``env``. Amounts are floats of a currency with ``digits`` after the point; sums are made of
whole hundredths, so that they meet the total to the cent.
"""

PERCENT_DIGITS = 6
BUCKETS = (("current", 0), ("30", 30), ("60", 60), ("90", 90), ("older", None))


def _to_units(amount, digits):
    return round((amount or 0.0) * 10**digits)


def split(total, percents, digits=2):
    """Return the amounts of ``percents`` of ``total``.

    Percents of 100 in all make the total exactly: the last one takes what rounding left.
    """
    units = _to_units(total, digits)
    amounts = [round(units * percent / 100) for percent in percents]
    if amounts and round(sum(percents), PERCENT_DIGITS) == 100:
        amounts[-1] = units - sum(amounts[:-1])
    return [amount / 10**digits for amount in amounts]


def allocate(received, amounts, digits=2):
    """Return how much of ``received`` lies on each of ``amounts``, the first one first.

    What is more than all of them stays on none; less than nothing is nothing.
    """
    left = max(_to_units(received, digits), 0)
    laid = []
    for amount in amounts:
        part = min(left, max(_to_units(amount, digits), 0))
        left -= part
        laid.append(part / 10**digits)
    return laid


def difference(total, amounts, digits=2):
    """Return by how much ``amounts`` miss ``total``: above 0 they are short."""
    units = _to_units(total, digits) - sum(_to_units(amount, digits) for amount in amounts)
    return units / 10**digits


def bucket(days):
    """Return the class of age of what is ``days`` overdue: not above 0 it is not yet due."""
    return next(key for key, last in BUCKETS if last is None or days <= last)
