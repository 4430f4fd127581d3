"""Whether who was addressed did more than who was held out, and how sure that is.

Shares: the hybrid score interval for the difference of two independent shares, method 10 of
Newcombe, R. G. (1998): Interval estimation for the difference between independent proportions:
comparison of eleven methods. Statistics in Medicine 17, 873-890. It rests on the score interval
of Wilson (1927).

Means: Welch, B. L. (1947): The generalization of "Student's" problem when several different
population variances are involved. Biometrika 34, 28-35. Quantiles of Student's t by the
expansion of Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.5.
"""

from math import inf, sqrt
from typing import NamedTuple

from odoo.addons.crm_customer.tools.wilson import Z, wilson

# so many members in the smaller arm, or nothing is said
MIN_ARM = 10


class Arm(NamedTuple):
    """One of the two sides: members, sum and sum of squares of what each of them did.

    Of a yes or no both sums are the number of yes.
    """

    count: int
    total: float
    squares: float

    @property
    def mean(self):
        return self.total / self.count if self.count else 0.0

    @property
    def variance(self):
        """The sample variance, 0 for fewer than two members."""
        if self.count < 2:
            return 0.0
        spread = self.squares - self.total * self.total / self.count
        return max(0.0, spread) / (self.count - 1)


class Difference(NamedTuple):
    """What the first arm did more than the second, per member, with a 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_shown(self):
        """Whether the interval leaves out 0: an effect is shown."""
        return self.low > 0 or self.high < 0


def share_difference(treated, held_out):
    """Return the ``Difference`` of the shares of two arms.

    An empty arm says nothing: the interval is -1 to 1.
    """
    first, second = treated.mean, held_out.mean
    low_1, high_1 = wilson(treated.total, treated.count)
    low_2, high_2 = wilson(held_out.total, held_out.count)
    value = first - second
    if not treated.count or not held_out.count:
        return Difference(value, -1.0, 1.0)
    low = value - sqrt((first - low_1) ** 2 + (high_2 - second) ** 2)
    high = value + sqrt((high_1 - first) ** 2 + (second - low_2) ** 2)
    return Difference(value, max(-1.0, low), min(1.0, high))


def t_quantile(freedom, z=Z):
    """Return the quantile of Student's t that belongs to that of the normal, ``z``.

    :param freedom: degrees of freedom, at least 3 for three digits
    """
    z3, z5, z7 = z**3, z**5, z**7
    return (
        z
        + (z3 + z) / (4 * freedom)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom**2)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom**3)
    )


def mean_difference(treated, held_out):
    """Return the ``Difference`` of the means of two arms.

    An arm of fewer than two members says nothing: the interval has no end. Nor does one where
    all members did the same, beside another where they did not.
    """
    value = treated.mean - held_out.mean
    if min(treated.count, held_out.count) < 2:
        return Difference(value, -inf, inf)
    parts = [arm.variance / arm.count for arm in (treated, held_out)]
    total = sum(parts)
    if not total:
        # nobody differed from anybody: equal means say that nothing is shown
        return Difference(value, value, value)
    weights = zip(parts, (treated.count, held_out.count), strict=True)
    freedom = total**2 / sum(part**2 / (count - 1) for part, count in weights)
    spread = t_quantile(freedom) * sqrt(total)
    return Difference(value, value - spread, value + spread)


def is_enough(treated, held_out):
    """Whether both arms have enough members to say anything."""
    return min(treated.count, held_out.count) >= MIN_ARM
