"""Which rule follows up a quotation, which step is next, and why it ends. Pure: no ``env``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """``high`` of 0 has no end; ``team`` None takes every team."""

    key: object
    low: float = 0.0
    high: float = 0.0
    team: object = None

    def takes(self, amount, team):
        in_range = amount >= self.low and (not self.high or amount < self.high)
        return in_range and self.team in (None, team)


def choose(rules, amount, team):
    """Return the key of the first of ``rules`` that takes the quotation, None without one."""
    return next((rule.key for rule in rules if rule.takes(amount, team)), None)


def next_step(steps, done):
    """Return the step after those done: the first in order whose key is not in ``done``.

    :param steps: ``[(key, working days)]`` in any order; they are taken by days
    """
    return next((step for step in sorted(steps, key=_by_days) if step[0] not in done), None)


def _by_days(step):
    return step[1]


def end_reason(state, is_expired, is_answered):
    """Return why a quotation is followed up no more, None while it is.

    :param state: of the host's order
    """
    if state == "sale":
        return "confirmed"
    if state == "cancel":
        return "cancelled"
    if state != "sent":
        return "changed"
    if is_answered:
        return "answered"
    return "expired" if is_expired else None
