"""What of a deal counts for whom: shares that are the deal together, to the cent."""

from decimal import ROUND_HALF_UP, Decimal


def split_deal(amount, percents, digits=2):
    """Return the parts of ``amount`` by ``percents``, rounded; the first takes what is left."""
    step = Decimal(1).scaleb(-digits)
    whole = Decimal(str(amount)).quantize(step, ROUND_HALF_UP)
    if len(percents) == 1 and percents[0] == 100:
        return [whole]
    rest = [
        (whole * Decimal(str(percent)) / 100).quantize(step, ROUND_HALF_UP)
        for percent in percents[1:]
    ]
    return [whole - sum(rest), *rest]
