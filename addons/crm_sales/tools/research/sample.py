"""How many answers a survey needs, and how exact those are that it got.

Cochran, W. G.: Sampling Techniques, 3rd edition, Wiley 1977, sections 4.4 (size for a
proportion) and 4.5 (finite population correction).
"""

from math import ceil, sqrt
from statistics import NormalDist


def deviate(confidence):
    """Return z of the normal distribution: 1.96 for a confidence of 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def sample_size(margin, confidence=0.95, population=None, share=0.5):
    """Return how many answers are needed.

    :param float margin: half the width of the interval, 0.05 for five points up or down
    :param population: how many there are to be asked, None or 0 for very many
    :param float share: the share that is expected; 0.5 asks for the most answers
    :raise ValueError: margin or confidence are not between 0 and 1
    """
    if not 0 < margin < 1 or not 0 < confidence < 1:
        raise ValueError("margin and confidence lie between 0 and 1")
    needed = deviate(confidence) ** 2 * share * (1 - share) / margin**2
    if population:
        needed /= 1 + (needed - 1) / population
    # what the binary fraction adds is no answer more
    needed = max(1, ceil(round(needed, 9)))
    return min(needed, population) if population else needed


def margin_of_error(answers, confidence=0.95, population=None, share=0.5):
    """Return the margin that so many answers have, None of none.

    All of a population asked leave no margin.
    """
    if answers <= 0:
        return None
    margin = deviate(confidence) * sqrt(share * (1 - share) / answers)
    if population:
        if answers >= population:
            return 0.0
        margin *= sqrt((population - answers) / (population - 1))
    return min(margin, 1.0)
