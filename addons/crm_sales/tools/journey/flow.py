"""Where each step of a journey leads. Pure: no ``env``.

Steps stand in a list. A step leads to the next one of the list unless it names another; a
branch leads to its yes step (the next of the list without one) or to its no step (the end
without one). There are no loops, so that every journey ends.
"""

from dataclasses import dataclass

BRANCH = "branch"
WAIT = "wait"
END = "end"
SENDING = frozenset({"mail", "sms"})


@dataclass(frozen=True)
class Step:
    """``next``, ``yes``, ``no`` are keys of other steps, None for what the list says."""

    key: object
    kind: str
    next: object = None
    yes: object = None
    no: object = None


@dataclass(frozen=True)
class Way:
    """Where a step leads: None is the end. ``no`` counts for branches alone."""

    yes: object = None
    no: object = None

    def to(self, answer):
        return self.no if answer is False else self.yes


def link(steps):
    """Return where each step leads.

    :param steps: list of ``Step`` in the order of the list
    :return: ``{key: Way}``
    """
    following = [step.key for step in steps[1:]] + [None]
    ways = {}
    for step, after in zip(steps, following, strict=False):
        if step.kind == END:
            ways[step.key] = Way()
        elif step.kind == BRANCH:
            ways[step.key] = Way(step.yes or after, step.no)
        else:
            ways[step.key] = Way(step.next or after)
    return ways


def _targets(ways, key):
    way = ways.get(key)
    return [target for target in (way.yes, way.no) if target is not None] if way else []


def find_loop(ways):
    """Return the keys of a loop in the order in which one would go round, empty without one."""
    done = set()
    for start in ways:
        path, stack = [], [(start, False)]
        while stack:
            key, is_left = stack.pop()
            if is_left:
                done.add(path.pop())
            elif key in path:
                return path[path.index(key) :]
            elif key not in done:
                path.append(key)
                stack.append((key, True))
                stack += [(target, False) for target in _targets(ways, key)]
    return []


def reachable(ways, start):
    """Return the keys of the steps that somebody can come to from ``start``."""
    found, open_ = set(), [start]
    while open_:
        key = open_.pop()
        if key in ways and key not in found:
            found.add(key)
            open_ += _targets(ways, key)
    return found
