"""Where a goal stands: what is due by now, how much is attained, and the word for it.

Pure: no ``env``. A cumulative figure grows over its period (a count, a sum); any other is
a level (an average, a share).
"""

ON_TRACK = "on_track"
AT_RISK = "at_risk"
MISSED = "missed"
REACHED = "reached"
NO_DATA = "no_data"

STATUSES = [
    (NO_DATA, "No Data"),
    (ON_TRACK, "On Track"),
    (AT_RISK, "At Risk"),
    (REACHED, "Achieved"),
    (MISSED, "Not Achieved"),
]


def target_to_date(target, share, *, is_cumulative, baseline=None):
    """Return what the figure should be by now.

    A cumulative figure is due in equal parts on each working day; a level on the straight
    line from its baseline, or at once where none is known.

    :param share: of the working days of the period that are over, 0 to 1
    """
    if is_cumulative:
        return target * share
    if baseline is None:
        return target
    return baseline + (target - baseline) * share


def is_met(value, target, *, more):
    """Whether ``value`` is as good as ``target``; ``more`` says which way is better."""
    return value >= target if more else value <= target


def attainment(value, target, *, more):
    """Return the attained share in percent; where less is better, 100 within the target."""
    if more:
        return 100.0 * value / target if target > 0 else 100.0 * (value >= target)
    if value <= target:
        return 100.0
    return 100.0 * max(target, 0.0) / value


def status(value, target, due, *, more, is_cumulative, is_over, tolerance=0.1):
    """Return the status of a goal.

    reached: a cumulative figure to be raised has its target; any other has it at the end.
    missed: at the end it has not; a cumulative figure to be kept low is beyond its target
    already, since it does not come down again. at risk: behind what is due by now by more
    than the tolerance. No value is no data, whatever the day.

    :param value: None where there is none
    :param due: ``target_to_date``
    :param is_over: the period has ended
    :param tolerance: share of what is due (of the target, where nothing is due yet)
    """
    if value is None:
        return NO_DATA
    met = is_met(value, target, more=more)
    if is_over:
        return REACHED if met else MISSED
    if is_cumulative and more and met:
        return REACHED
    if is_cumulative and not more and not met:
        return MISSED
    slack = tolerance * abs(due)
    return ON_TRACK if is_met(value, due - slack if more else due + slack, more=more) else AT_RISK
