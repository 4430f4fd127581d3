"""Attribution by what would be lost without a channel: a Markov chain of the first order.

Anderl, E., Becker, I., von Wangenheim, F., Schumann, J. H. (2016): Mapping the customer journey.
International Journal of Research in Marketing 33 (3), 457-474. Channels are states; a journey
starts in a state of its own and ends in "won" or "not won". The removal effect of a channel is the
share of wins that are lost when whoever comes to it does not win any more.

With N = (I - Q)⁻¹, the expected visits of the states, a journey comes to channel c with probability
N[start, c] / N[c, c], and wins from there with p(c) = (N r)(c). So what is lost without c is
N[start, c] / N[c, c] × p(c): one inverse answers for all channels, instead of a chain per channel.
"""

from collections import Counter

START, WON, LOST = object(), object(), object()


class Paths:
    """How often a journey went from where to where; filled by :meth:`add`, or by ``counts``."""

    def __init__(self):
        self.counts = Counter()

    def add(self, channels, won, times=1):
        """Count a journey over ``channels`` in order that was won, or not, so many times."""
        steps = [START, *channels, WON if won else LOST]
        for step in zip(steps, steps[1:], strict=False):
            self.counts[step] += times

    @property
    def channels(self):
        """Return all channels, in the order in which they were met."""
        ends = (START, WON, LOST)
        return list(
            dict.fromkeys(
                state for step in self.counts for state in step if not any(state is e for e in ends)
            )
        )

    def shares(self):
        """Return ``{(from, to): probability}``."""
        leaving = Counter()
        for (state, _to), count in self.counts.items():
            leaving[state] += count
        return {step: count / leaving[step[0]] for step, count in self.counts.items()}


def removal_effects(paths):
    """Return ``{channel: share of the wins that are lost without it}``, each from 0 to 1."""
    channels, shares = paths.channels, paths.shares()
    visits = _visits(channels, shares)
    wins = [shares.get((channel, WON), 0.0) for channel in channels]
    chance = [sum(row[n] * wins[n] for n in range(len(channels))) for row in visits]
    begin = [shares.get((START, channel), 0.0) for channel in channels]
    overall = sum(b * p for b, p in zip(begin, chance, strict=True)) + shares.get((START, WON), 0.0)
    if not overall:
        return dict.fromkeys(channels, 0.0)
    effects = {}
    for n, channel in enumerate(channels):
        coming = sum(b * row[n] for b, row in zip(begin, visits, strict=True)) / visits[n][n]
        effects[channel] = coming * chance[n] / overall
    return effects


def _visits(channels, shares):
    """Return N = (I - Q)⁻¹ as rows, by elimination (Gauss, Jordan) with the largest pivot."""
    size = len(channels)
    rows = [
        [float(i == j) - shares.get((one, other), 0.0) for j, other in enumerate(channels)]
        + [float(i == j) for j in range(size)]
        for i, one in enumerate(channels)
    ]
    for place in range(size):
        pivot = max(range(place, size), key=lambda i: abs(rows[i][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        head = [value / rows[place][place] for value in rows[place]]
        rows[place] = head
        for i, row in enumerate(rows):
            if i != place and row[place]:
                factor = row[place]
                rows[i] = [value - factor * base for value, base in zip(row, head, strict=True)]
    return [row[size:] for row in rows]
