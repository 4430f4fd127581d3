"""What part of a year each month brings, and how much is due by a day. Pure: no ``env``."""

# how many years of figures weigh as much as the assumption that all months are alike
DAMPING = 1.0


def seasonal_indices(years, damping=DAMPING):
    """Return twelve indices that are 1 on average: how much stronger than the mean a month is.

    Ratio to the mean: each month of a year by the mean of that year, averaged over the
    years (the method of simple averages; Makridakis, Wheelwright and Hyndman, Forecasting,
    3rd edition, section 3.4). One year shows chance as well as season, so the index is
    drawn towards 1: with n years to ``1 + n / (n + damping) * (ratio - 1)``.

    :param years: twelve figures each, oldest first; years without anything are left out
    """
    known = [year for year in years if sum(year) > 0 and min(year) >= 0]
    if not known:
        return [1.0] * 12
    ratios = [
        sum(12 * year[month] / sum(year) for year in known) / len(known) for month in range(12)
    ]
    weight = len(known) / (len(known) + damping)
    return [1 + weight * (ratio - 1) for ratio in ratios]


def expected(targets, place, done, total):
    """Return what is due of monthly ``targets`` in the month ``place``, by working days.

    The months before it count in full, of its own target the share of its working days that
    are over. The season is in the targets themselves.

    :param place: 0 for the first month; may lie before or behind all of them
    :param done: working days of that month that are over
    :param total: all working days of that month; where nobody works, calendar days
    """
    if place < 0:
        return 0.0
    before = float(sum(targets[:place]))
    if place >= len(targets):
        return before
    return before + targets[place] * (done / total if total else 0.0)
