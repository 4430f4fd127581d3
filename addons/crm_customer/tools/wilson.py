"""How sure a share is that rests on few answers.

The score interval of Wilson, E. B. (1927): Probable inference, the law of succession, and
statistical inference. Journal of the American Statistical Association 22, 209-212. It keeps its
promise for few answers and for shares near 0 and 1, where the usual plus-minus does not.
"""

from math import sqrt

# 95 of 100 such intervals hold the true share
Z = 1.959963984540054


def wilson(hits, count, z=Z):
    """Return the lower and upper bound of the share ``hits / count``, between 0 and 1.

    :return: (0, 1) when nothing was counted: nothing is known
    """
    if not count:
        return 0.0, 1.0
    share, weight = hits / count, z * z / count
    centre = share + weight / 2
    spread = z * sqrt(share * (1 - share) / count + weight / (4 * count))
    low, high = (centre - spread) / (1 + weight), (centre + spread) / (1 + weight)
    return max(0.0, low), min(1.0, high)
