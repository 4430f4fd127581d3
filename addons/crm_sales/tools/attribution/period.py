"""Attribution of a period: what channels earned together of all deals that were won in it."""

from collections import defaultdict

from odoo.addons.crm_customer.tools.kpi.share import split

from .markov import Paths, removal_effects
from .shapley import shapley_values

MOST_STATES = 150  # a chain of more takes seconds


def share_by_markov(journeys, digits=2):
    """Return what each channel earned by its removal effect, ``{channel: amount}``.

    :param journeys: rows (channels in order, number won, number lost, revenue of those won), none
        without channels
    :return: adds up to the revenue; None where there are too many channels to tell
    """
    paths, total = Paths(), _total(journeys, digits)
    for channels, won, lost, _revenue in journeys:
        for number, is_won in ((won, True), (lost, False)):
            if number:
                paths.add(channels, is_won, number)
    if len(paths.channels) > MOST_STATES:
        return None
    # what is lost without a channel is never less than nothing, but for the last digit
    effects = {channel: max(part, 0.0) for channel, part in removal_effects(paths).items()}
    return _split(total, effects, digits)


def share_by_shapley(journeys, digits=2):
    """Return what each channel earned by its Shapley value, ``{channel: amount}``.

    :param journeys: as of ``share_by_markov``
    """
    values = shapley_values(
        (channels, round(revenue * 10**digits)) for channels, won, _lost, revenue in journeys if won
    )
    return _split(_total(journeys, digits), {key: float(v) for key, v in values.items()}, digits)


def _total(journeys, digits):
    return round(sum(round(row[3] * 10**digits) for row in journeys)) / 10**digits


def _split(total, weights, digits):
    if not weights:
        return {}
    if min(weights.values()) < 0:
        # what was given back is shared like what was earned
        weights = {key: abs(weight) for key, weight in weights.items()}
    return dict(zip(weights, split(total, list(weights.values()), digits), strict=True))


def merge_paths(rows):
    """Return the rows of ``share_by_markov`` from (path, status, number, revenue).

    A path is its channels with ">" between them.
    """
    merged = defaultdict(lambda: [0, 0, 0.0])
    for path, status, number, revenue in rows:
        figures = merged[path]
        figures[0 if status == "won" else 1] += number
        figures[2] += revenue or 0
    return [(tuple(path.split(">")), *figures) for path, figures in merged.items() if path]
