"""Attribution by what a channel adds to those that are there already.

Shapley, L. S. (1953): A value for n-person games; on channels in the simplified form of Zhao, K.,
Mahboobi, S. H., Bagheri, S. R. (2018): Shapley value methods for attribution modeling in online
advertising: what a set of channels brought is shared by all of it equally, which is the Shapley
value of the game in which a coalition earns what was won with its channels alone.
"""

from collections import defaultdict
from fractions import Fraction


def shapley_values(journeys):
    """Return ``{channel: share of all revenue as Fraction}``; they add up to it exactly.

    :param journeys: pairs of the channels of a won deal, in any order, and its revenue in units
        of the currency's smallest coin
    """
    brought = defaultdict(Fraction)
    for channels, revenue in journeys:
        met = set(channels)
        for channel in met:
            brought[channel] += Fraction(revenue, len(met))
    return dict(brought)
