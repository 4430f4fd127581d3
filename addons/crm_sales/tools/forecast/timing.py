"""When a deal that will be won is won: how long deals in a stage still took.

The empirical distribution of the days from a moment in the stage to the win, drawn to that of all
stages as long as few deals are known: (n·F_stage + k·F) / (n + k).
"""

from bisect import bisect_right

KNOWN_FROM = 20.0


class Timing:
    """Days until the win by stage, from the past."""

    def __init__(self, days_by_stage):
        """``days_by_stage``: ``{stage: [days until the win, …]}``."""
        self._stages = {stage: sorted(days) for stage, days in days_by_stage.items()}
        self._all = sorted(day for days in days_by_stage.values() for day in days)

    def share_within(self, stage, days):
        """Return the share of the wins out of ``stage`` that come within so many days.

        :return: between 0 and 1; 1 if nothing is known
        """
        if days < 0:
            return 0.0
        if not self._all:
            return 1.0
        own = self._stages.get(stage, [])
        overall = bisect_right(self._all, days) / len(self._all)
        return (bisect_right(own, days) + KNOWN_FROM * overall) / (len(own) + KNOWN_FROM)
