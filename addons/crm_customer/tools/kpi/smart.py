"""Whether a goal is SMART: specific, measurable, achievable, relevant, time-bound.

Pure: no ``env``. That a goal is relevant no program can tell; that somebody owns it, and
that it asks for more than there is already, one can.
"""

import re
import unicodedata
from dataclasses import dataclass

# words that name a wish and no figure
VAGUE = {
    *("better", "best", "efforts", "enhance", "focus", "good", "great", "grow", "growth"),
    *("improve", "improvement", "increase", "more", "optimise", "optimize", "performance"),
    *("quality", "results", "service", "strengthen", "success", "work", "our", "the", "on"),
    *("提高", "提升", "加强", "改善", "优化", "增长", "进步", "努力", "做好", "加油", "业绩"),
    *("工作", "服务", "质量", "效率", "目标"),
}
# a name narrower than this says nothing; a Chinese character is two wide
NARROW = 8
BEST_SHARE = 0.9
# fewer periods are no history
FEW = 4


@dataclass(frozen=True)
class Goal:
    """What is known of a goal; ``history`` holds its own figures of earlier periods."""

    name: str = ""
    has_measure: bool = False
    target: float = 0.0
    baseline: float | None = None
    more: bool = True
    date_stop: object = None
    has_owner: bool = False
    history: tuple = ()


def check(goal):
    """Return ``[(code, is fine)]``, in the order in which people read them.

    specific: the name says what, not only that it shall be better. measured: a KPI counts
    it. baseline: known where it starts. ambitious: the target is better than the baseline;
    left out without one. achievable: the target is not beyond the best percentile of the
    own history; left out with fewer than 4 periods. dated: it ends. owned: somebody answers
    for it.
    """
    known = {"ambitious": goal.baseline is not None, "achievable": len(goal.history) >= FEW}
    hints = [
        ("specific", not is_vague(goal.name)),
        ("measured", goal.has_measure),
        ("baseline", goal.baseline is not None),
        ("ambitious", goal.baseline is None or _is_better(goal, goal.target, goal.baseline)),
        ("achievable", not is_beyond(goal)),
        ("dated", bool(goal.date_stop)),
        ("owned", goal.has_owner),
    ]
    return [(code, fine) for code, fine in hints if known.get(code, True)]


def is_vague(name):
    """Whether a name is too short to say anything, or made of words of good will alone."""
    name = (name or "").strip()
    width = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in name)
    if width < NARROW:
        return True
    rest = name.lower()
    for word in sorted(VAGUE, key=len, reverse=True):
        pattern = re.escape(word) if ord(word[0]) > 127 else rf"\b{word}\b"
        rest = re.sub(pattern, " ", rest)
    return not re.search(r"\w", rest)


def is_beyond(goal):
    """Whether the target is better than nine of ten of the own earlier periods."""
    if len(goal.history) < FEW:
        return False
    best = percentile(goal.history, BEST_SHARE if goal.more else 1 - BEST_SHARE)
    return _is_better(goal, goal.target, best)


def percentile(values, share):
    """Return the percentile of ``values``, linear between neighbours as PostgreSQL's
    ``percentile_cont``.

    :param share: 0 to 1
    :raise ValueError: no values
    """
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _is_better(goal, value, other):
    return value > other if goal.more else value < other
