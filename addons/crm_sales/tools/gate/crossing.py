"""Which gates a move from one stage to another goes through. No database here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """A stage by its key; ``sequence`` orders it, several may share one."""

    key: int
    sequence: int


def is_forward(start, goal):
    """Say whether going from ``start`` (None: from nowhere) to ``goal`` rises."""
    return start is None or start.sequence < goal.sequence


def crossed(stages, start, goal):
    """Return the keys of the stages whose gates lie on the way, in their order.

    These are ``goal`` and what lies between it and ``start``; none when the way does not rise.
    Of stages that share the sequence of ``goal`` it goes through that of ``goal`` alone.

    :param stages: the stages that there are, ``goal`` need not be among them
    :param start: the stage that is left; None: it comes from nowhere, so that all before count
    """
    if not is_forward(start, goal):
        return []
    floor = start.sequence if start else float("-inf")
    passed = [stage for stage in stages if floor < stage.sequence < goal.sequence]
    return [stage.key for stage in sorted(passed, key=lambda stage: stage.sequence)] + [goal.key]


def next_gated(stages, gated, start):
    """Return the nearest stage after ``start`` that is in ``gated``, None when there is none.

    :param gated: keys of the stages that have a gate
    """
    ahead = [stage for stage in stages if is_forward(start, stage) and stage.key in gated]
    return min(ahead, key=lambda stage: (stage.sequence, stage.key), default=None)
