"""How well a finding is proved: by how many sources, how reliable, by how many methods.

More than one method for one statement is triangulation: Denzin, N. K.: The Research Act,
1978. The limits are ours.
"""

from typing import NamedTuple

NONE, WEAK, FAIR, STRONG = "none", "weak", "fair", "strong"
FAIR_POINTS = 4
STRONG_POINTS = 7


class Evidence(NamedTuple):
    origin: str  # who or what said it
    method: str  # survey, interview, desk, observation, record
    reliability: int  # 1 (hearsay) to 3 (checked)


def origins(evidence):
    """Return ``{origin: its best reliability}``: who says it twice is one source."""
    best = {}
    for each in evidence:
        key = " ".join(each.origin.casefold().split())
        best[key] = max(best.get(key, 0), each.reliability)
    return best


def grade(evidence):
    """Return (grade, number of sources).

    Each source brings its reliability as points. Fair: two sources, four points. Strong:
    three sources, seven points, two methods. Less than that is weak.
    """
    evidence = list(evidence)
    best = origins(evidence)
    points = sum(best.values())
    methods = {each.method for each in evidence}
    if not best:
        return NONE, 0
    if len(best) >= 3 and points >= STRONG_POINTS and len(methods) >= 2:
        return STRONG, len(best)
    if len(best) >= 2 and points >= FAIR_POINTS:
        return FAIR, len(best)
    return WEAK, len(best)
