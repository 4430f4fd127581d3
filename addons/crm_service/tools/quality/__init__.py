"""Checking answers: which ones are looked at, and what they score."""

from random import Random

#: what an answer to a criterion is worth; what does not apply counts in nothing
VALUES = {"yes": 1.0, "partly": 0.5, "no": 0.0}


def draw(seed, agent, tickets, size):
    """Return ``size`` of ``tickets``, or all if there are fewer, sorted.

    Anybody can repeat it: the same seed, agent and tickets give the same ones, whatever the
    order of the tickets is, and each ticket has the same chance.

    :param tickets: distinct keys
    """
    tickets = sorted(tickets)
    return sorted(Random(f"{seed}/{agent}").sample(tickets, min(size, len(tickets))))


def score(answers):
    """Return the weighted share of what was right, 0 to 1; None: nothing applies.

    :param answers: pairs (weight, one of ``VALUES`` or "na")
    """
    counted = [(weight, VALUES[answer]) for weight, answer in answers if answer in VALUES]
    total = sum(weight for weight, _value in counted)
    return sum(weight * value for weight, value in counted) / total if total else None
