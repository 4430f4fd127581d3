"""The beta and Student distributions, as far as confidence intervals want them.

The incomplete beta function is computed by its continued fraction (Abramowitz and Stegun 26.5.8,
evaluated by Lentz's method); quantiles by bisection.
"""

import math

TINY = 1e-300
PRECISION = 1e-13
STEPS = 2000
NEAR = 1e-13  # of the value itself


def beta_cdf(x, a, b):
    """Return the regularised incomplete beta function of ``x`` in 0 … 1."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    # the fraction converges fast on this side of the mean alone
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x, a, b):
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for step in range(1, STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < PRECISION:
            break
    return value


def _not_zero(value):
    return value if abs(value) > TINY else TINY


def beta_quantile(p, a, b):
    """Return the x of which ``beta_cdf(x, a, b)`` is ``p``."""
    return _bisect(lambda x: beta_cdf(x, a, b), p, 0.0, 1.0)


def student_cdf(t, freedom):
    """Return the part of Student's distribution below ``t``."""
    tail = beta_cdf(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return 1 - tail if t >= 0 else tail


def student_quantile(p, freedom):
    """Return the t below which the part ``p`` (0.5 or more) lies."""
    high = 1.0
    while student_cdf(high, freedom) < p and high < 1e12:
        high *= 2
    return _bisect(lambda t: student_cdf(t, freedom), p, 0.0, high)


def _bisect(function, value, low, high):
    while high - low > NEAR * high + TINY:
        middle = (low + high) / 2
        if function(middle) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2
