"""What became of promises: kept, missed, or not decided yet."""

from dataclasses import dataclass
from statistics import median

from odoo.addons.crm_customer.tools.wilson import wilson

MET = "met"
BREACHED = "breached"
OPEN = "open"


@dataclass(frozen=True)
class Outcome:
    """Of one clock.

    :param seconds: working seconds until the target was reached, None: it was not
    """

    verdict: str
    seconds: int | None = None
    is_warned: bool = False


@dataclass(frozen=True)
class Summary:
    """Of many clocks.

    :param rate: the share of the met in the decided; None: nothing is decided
    :param low, high: bounds of the 95 % range of ``rate`` (Wilson)
    :param seconds: median of the working seconds of what was reached, None: nothing was
    """

    count: int
    met: int
    breached: int
    warned: int
    rate: float | None
    low: float
    high: float
    seconds: float | None


def verdict_of(state, is_breached):
    """Return the verdict of a clock, as the KPI of kept service levels counts it."""
    if is_breached:
        return BREACHED
    return MET if state == "met" else OPEN


def summarize(outcomes):
    """Return the :class:`Summary` of ``outcomes``, a list."""
    met = sum(one.verdict == MET for one in outcomes)
    breached = sum(one.verdict == BREACHED for one in outcomes)
    decided = met + breached
    low, high = wilson(met, decided)
    times = [one.seconds for one in outcomes if one.seconds is not None]
    return Summary(
        count=len(outcomes),
        met=met,
        breached=breached,
        warned=sum(one.is_warned for one in outcomes),
        rate=met / decided if decided else None,
        low=low,
        high=high,
        seconds=median(times) if times else None,
    )
