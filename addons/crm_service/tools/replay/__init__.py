"""What would have been: the past replayed under another promise or another rule of assignment."""

from .outcome import BREACHED, MET, OPEN, Outcome, Summary, summarize, verdict_of
from .people import Case, Desk, Tally, Worker, simulate, spread, tally
from .promise import Change, change_log, change_policy, with_hours_of

__all__ = [
    "BREACHED",
    "MET",
    "OPEN",
    "Case",
    "Change",
    "Desk",
    "Outcome",
    "Summary",
    "Tally",
    "Worker",
    "change_log",
    "change_policy",
    "simulate",
    "spread",
    "summarize",
    "tally",
    "verdict_of",
    "with_hours_of",
]
