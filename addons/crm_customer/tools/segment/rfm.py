"""RFM: how lately, how often and for how much a customer buys, as scores and classes.

Scores run from 1 (worst) to 5 (best). With quantiles a customer's score is 1 plus the number
of fifths that are strictly worse: like ``percent_rank``, and unlike ``NTILE``, who is equal gets
the same score, whatever the order of the rows; where most bought once, most have F1.

Schemes of classes:

- ``classic``: eleven classes over R and the mean of F and M, rounded half up. The classes and
  their ranges are those published by Putler ("RFM Analysis for Successful Customer
  Segmentation"); where its ranges overlap, ``CLASSIC_GRID`` decides, inside the ranges.
- ``value``: the eight classes usual in China, 重要价值客户 … 一般挽留客户
  (MBA 智库百科, "RFM模型"): R, F and M are each high or not, high being above 3, the middle.
"""

from itertools import product

SCORES = (1, 2, 3, 4, 5)
STEPS = 4  # limits between five scores
CLASSIC, VALUE = "classic", "value"
CLASSIC_GRID = {
    # R: the classes for a mean of F and M from 1 to 5
    5: ("new", "potential", "potential", "champion", "champion"),
    4: ("promising", "potential", "loyal", "champion", "champion"),
    3: ("promising", "attention", "attention", "loyal", "loyal"),
    2: ("sleeping", "sleeping", "at_risk", "at_risk", "at_risk"),
    1: ("lost", "hibernating", "at_risk", "cannot_lose", "cannot_lose"),
}
VALUE_CLASSES = {
    # (R high, F high, M high)
    (True, True, True): "key_value",
    (True, False, True): "key_growth",
    (False, True, True): "key_retention",
    (False, False, True): "key_win_back",
    (True, True, False): "general_value",
    (True, False, False): "general_growth",
    (False, True, False): "general_retention",
    (False, False, False): "general_win_back",
}


def classify(scheme, recency, frequency, monetary):
    """Return the code of the class of three scores.

    :raise ValueError: a score is not 1 to 5, or the scheme is unknown
    """
    scores = (recency, frequency, monetary)
    if not set(scores) <= set(SCORES):
        raise ValueError(f"scores are 1 to 5, not {scores}")
    if scheme == CLASSIC:
        return CLASSIC_GRID[recency][(frequency + monetary + 1) // 2 - 1]
    if scheme == VALUE:
        return VALUE_CLASSES[tuple(score > 3 for score in scores)]
    raise ValueError(f"unknown scheme {scheme}")


def cells(scheme):
    """Return the classes of all 125 cells; (R, F, M) stands at ``25 (R-1) + 5 (F-1) + M-1``."""
    return [classify(scheme, *scores) for scores in product(SCORES, repeat=3)]


def quantile_limits(values):
    """Return the four values that part ``values`` into fifths (PostgreSQL's percentile_disc)."""
    ordered = sorted(values)
    # ceiling of step / 5 of the number, in whole numbers
    return [ordered[-(-step * len(ordered) // 5) - 1] for step in range(1, STEPS + 1)]


def score_above(value, limits):
    """Return the score by quantiles: each limit that ``value`` exceeds is worth one."""
    return 1 + sum(value > limit for limit in limits)


def score_from(value, limits):
    """Return the score by entered limits: each one that ``value`` reaches is worth one."""
    return 1 + sum(value >= limit for limit in limits)


def score_within(days, limits):
    """Return the score of an age: each limit that ``days`` keeps within is worth one."""
    return 1 + sum(days <= limit for limit in limits)


def parse_limits(text):
    """Read four rising numbers, written with commas or blanks between them.

    :raise ValueError: not four numbers, or they do not rise
    """
    words = text.replace("，", ",").replace("、", ",").replace(",", " ").split()
    limits = [float(word) for word in words]
    if len(limits) != STEPS:
        raise ValueError(f"{len(limits)} numbers instead of {STEPS}")
    rising = all(low < high for low, high in zip(limits, limits[1:], strict=False))
    if not rising or limits[0] < 0 or limits[-1] == float("inf"):
        raise ValueError("the numbers must rise")
    return limits
