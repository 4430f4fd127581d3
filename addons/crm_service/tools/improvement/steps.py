"""The way of an improvement: which step follows which, and what it wants to be known."""

PROPOSED, ANALYSED, DECIDED = "proposed", "analysed", "decided"
PROGRESS, RELEASED, VERIFIED, DECLINED = "progress", "released", "verified", "declined"
DO, LATER, NOT = "do", "later", "not"
MOVES = {
    PROPOSED: {ANALYSED, DECLINED},
    ANALYSED: {PROPOSED, DECIDED, DECLINED},
    DECIDED: {ANALYSED, PROGRESS, DECLINED},
    PROGRESS: {DECIDED, RELEASED, DECLINED},
    RELEASED: {PROGRESS, ANALYSED, VERIFIED},
    VERIFIED: {ANALYSED},
    DECLINED: {PROPOSED},
}
NEXT = {
    PROPOSED: ANALYSED,
    ANALYSED: DECIDED,
    DECIDED: PROGRESS,
    PROGRESS: RELEASED,
    RELEASED: VERIFIED,
}
# going back wants nothing
ORDER = [PROPOSED, ANALYSED, DECIDED, PROGRESS, RELEASED, VERIFIED]
NEEDS = {
    ANALYSED: ("problem", "cause_id"),
    DECIDED: ("decision", "decision_reason"),
    PROGRESS: ("quarter", "user_id", "responsible_id", "measure"),
    RELEASED: ("answer",),
    DECLINED: ("decision_reason", "answer"),
}


def can_move(old, new):
    """Say whether ``new`` may follow ``old``."""
    return old == new or new in MOVES.get(old, ())


def needs_of(old, new, values):
    """Return the names of the fields that are empty and must not be, to go from ``old`` to ``new``.

    :param values: ``{name: value}`` of what ``NEEDS`` names, of ``kpi_id``, ``scope`` (of the
        tickets that are counted)
    """
    if new != DECLINED and _is_back(old, new):
        return []
    missing = [name for name in NEEDS.get(new, ()) if not values.get(name)]
    if new == PROGRESS:
        missing += [name for name in _measure_needs(values) if not values.get(name)]
    return missing


def _is_back(old, new):
    return old in ORDER and new in ORDER and ORDER.index(new) < ORDER.index(old)


def _measure_needs(values):
    return {"kpi": ["kpi_id"], "tickets": ["scope"]}.get(values.get("measure"), [])


def target_of(state, decision):
    """Return the step that the main button leads to, empty when there is none."""
    if state == ANALYSED and decision == NOT:
        return DECLINED
    if state == DECIDED and decision != DO:
        return ""
    return NEXT.get(state, "")
