"""Where the bars of a waterfall and a funnel begin and end. Pure: no ``env``."""

from .waterfall import SIGNS


def waterfall_bars(sums):
    """Return ``{movement: (from, to)}`` in percent of the widest: each begins where one ended.

    :param sums: see ``waterfall.waterfall``
    """
    ends, level = {"opening": (0, sums["opening"])}, sums["opening"]
    for movement, sign in SIGNS.items():
        after = level + sign * sums[movement]
        ends[movement] = (min(level, after), max(level, after))
        level = after
    ends["closing"] = (0, sums["closing"])
    scale = max(stop for _start, stop in ends.values()) or 1
    return {
        name: (round(float(100 * start / scale), 2), round(float(100 * stop / scale), 2))
        for name, (start, stop) in ends.items()
    }


def funnel_bars(numbers):
    """Return the width of each number in percent of the largest."""
    scale = max(numbers, default=0) or 1
    return [round(100 * number / scale, 2) for number in numbers]
