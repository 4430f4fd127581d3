"""What a figure will be at the end of its period, and how likely it meets its target.

Pure: no ``env``. Time is counted in working days. Three kinds of figures:

count
    Events that come one by one. With a Poisson process of unknown rate and Jeffreys' prior
    Gamma(1/2, 0), ``n`` events in ``done`` of ``total`` days leave the rate as
    Gamma(n + 1/2, done); the events still to come are then negative binomial with size
    n + 1/2 and chance done / total (Gelman et al., Bayesian Data Analysis, 3rd edition,
    section 2.6).
sum
    Amounts of very different size. Each change c_i so far took k_i days, as a random walk
    with drift does: c_i is normal with mean k_i m and variance k_i s². With n changes over
    d days the best estimates are m = sum(c_i) / d and s² = sum((c_i - k_i m)² / k_i) / (n - 1);
    the sum of the next k days is then Student's t with n - 1 degrees, centre k m and scale
    s sqrt(k + k² / d): the predictive distribution of a normal sample (same book, section
    3.2), weighted by days.
level
    An average or a share, which may go up and down: the same walk without drift, so that
    s² = sum(c_i² / k_i) / n, and the change over k days is Student's t with n degrees,
    centre 0 and scale s sqrt(k).

The interval holds the figure at the end with 80 % probability.
"""

from math import ceil, sqrt
from typing import NamedTuple

from .progress import is_met
from .special import negative_binomial_at_least, quantile, student_cdf

# fewer changes say nothing about the next ones
FEW = 5
INTERVAL = 0.8
LOW, HIGH = (1 - INTERVAL) / 2, (1 + INTERVAL) / 2


class Projection(NamedTuple):
    """``probability`` of meeting the target, 0 to 1; the figure at the end, and its interval."""

    probability: float
    expected: float
    low: float
    high: float


def project(kind, value, target, done, total, *, more, steps=()):
    """Return the ``Projection`` of a figure, None where nothing can be said yet.

    :param kind: count, sum or level
    :param value: the figure so far
    :param done: working days of the period that are over
    :param total: working days of the period
    :param more: whether more is better
    :param steps: (change of the figure, working days that it took), so far (sum and level)
    """
    left = total - done
    if left <= 0:
        return Projection(float(is_met(value, target, more=more)), value, value, value)
    if kind == "count":
        return _project_count(value, target, done, total, more) if done > 0 else None
    if len(steps) < FEW:
        return None
    days = sum(took for _change, took in steps)
    if kind == "sum":
        mean = sum(change for change, _took in steps) / days
        scale = _deviation(steps, mean, len(steps) - 1) * sqrt(left + left * left / days)
        return _project_student(value + left * mean, scale, len(steps) - 1, target, more)
    scale = _deviation(steps, 0.0, len(steps)) * sqrt(left)
    return _project_student(value, scale, len(steps), target, more)


def _project_count(value, target, done, total, more):
    size, chance = value + 0.5, done / total
    missing = ceil(target - value)
    at_least = negative_binomial_at_least(missing, size, chance)
    if not more:  # at most the target: not one more than fits
        fits = int(target - value) if target >= value else -1
        at_least = 1 - negative_binomial_at_least(fits + 1, size, chance)
    expected = size * (total - done) / done

    def cdf(count):
        return 1 - negative_binomial_at_least(count + 1, size, chance)

    far = expected + 20 * sqrt(expected / chance) + 20
    low, high = (_whole(quantile(cdf, share, -1.0, far)) for share in (LOW, HIGH))
    return Projection(at_least, value + expected, value + low, value + high)


def _whole(count):
    return float(max(0, ceil(count - 1e-9)))


def _project_student(centre, scale, degrees, target, more):
    if not scale:  # what never varied says nothing about how it will
        return None
    above = student_cdf((centre - target) / scale, degrees)
    half = scale * quantile(lambda t: student_cdf(t, degrees), HIGH, 0.0, 1e3)
    return Projection(above if more else 1 - above, centre, centre - half, centre + half)


def _deviation(steps, mean, degrees):
    """Return the standard deviation of the change of one day."""
    squares = sum((change - took * mean) ** 2 / took for change, took in steps)
    return sqrt(squares / degrees)
