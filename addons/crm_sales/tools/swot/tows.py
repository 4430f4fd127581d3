"""Which kind of strategy an action is, by the fields that it joins.

Weihrich, H.: The TOWS Matrix, Long Range Planning 15 (2), 1982.
"""

PAIRS = {
    ("strength", "opportunity"): "so",
    ("weakness", "opportunity"): "wo",
    ("strength", "threat"): "st",
    ("weakness", "threat"): "wt",
}


def strategy_of(quadrants):
    """Return so, wo, st or wt when one inner meets one outer field, else None."""
    fields = set(quadrants)
    inner = fields & {"strength", "weakness"}
    outer = fields & {"opportunity", "threat"}
    if len(inner) != 1 or len(outer) != 1:
        return None
    return PAIRS[(*inner, *outer)]
