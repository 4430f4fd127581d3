"""The few distributions that a projection needs. Pure: no ``env``."""

from math import exp, lgamma, log

TINY = 1e-300
PRECISION = 1e-14
ROUNDS = 10_000


def beta_share(x, a, b):
    """Return the regularised incomplete beta function I_x(a, b).

    By its continued fraction, evaluated as Lentz does (NIST Digital Library of Mathematical
    Functions, 8.17.22); on the far side of the mean by I_x(a, b) = 1 - I_{1-x}(b, a).

    :param x: 0 to 1; ``a`` and ``b`` are positive
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return min(1.0, max(0.0, front * _fraction(x, a, b)))


def _fraction(x, a, b):
    """Return 1 / (1 + d1 / (1 + d2 / (1 + …))) of 8.17.22."""
    upper, lower, value = 1.0, 0.0, 1.0
    for number in range(1, ROUNDS):
        term = _term(number, x, a, b)
        lower = 1 / _not_zero(1 + term * lower)
        upper = _not_zero(1 + term / upper)
        value *= upper * lower
        if abs(upper * lower - 1) < PRECISION:
            break
    return 1 / value


def _term(number, x, a, b):
    half = number // 2
    if number % 2:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))


def _not_zero(value):
    return value if abs(value) > TINY else TINY


def student_cdf(t, degrees):
    """Return P(T <= t) of Student's distribution (DLMF 8.17, Abramowitz and Stegun 26.7.1)."""
    tail = beta_share(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


def negative_binomial_at_least(count, size, chance):
    """Return P(N >= count): N failures before ``size`` successes, each with ``chance``.

    ``size`` need not be whole (Abramowitz and Stegun 26.5.26).
    """
    if count <= 0:
        return 1.0
    return beta_share(1 - chance, count, size)


def quantile(cdf, share, low, high):
    """Return where a rising ``cdf`` comes to ``share``, between ``low`` and ``high``."""
    for _number in range(60):
        middle = (low + high) / 2
        if cdf(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
