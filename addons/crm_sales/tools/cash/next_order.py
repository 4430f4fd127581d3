"""When a customer is expected to buy a product again, told from the days of its purchases.

Pure: no ``env``. It takes ``MIN_DAYS`` different days of purchase: of fewer nothing is said. The
usual interval is the median of the days between them, which one long pause does not move. Who has
not bought for ``LAPSED_AFTER`` usual intervals has lapsed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import fmean, median

MIN_DAYS = 3
LAPSED_AFTER = 2


@dataclass(frozen=True)
class Rhythm:
    """``interval`` and ``average`` in days; the last day on which it has not lapsed."""

    interval: float | None = None
    average: float | None = None
    date_next: date | None = None
    date_lapsed: date | None = None


def rhythm(days):
    """Return the ``Rhythm`` of purchases on ``days``, in any order, days may repeat."""
    days = sorted(set(days))
    if len(days) < MIN_DAYS:
        return Rhythm()
    gaps = [(after - before).days for before, after in zip(days, days[1:], strict=False)]
    interval = float(median(gaps))
    return Rhythm(
        interval=interval,
        average=round(fmean(gaps), 1),
        date_next=days[-1] + timedelta(days=ceil(interval)),
        date_lapsed=days[-1] + timedelta(days=ceil(interval * LAPSED_AFTER)),
    )
