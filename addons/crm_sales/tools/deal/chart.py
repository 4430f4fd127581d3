"""The map of stakeholders: influence upwards, stance to the right. No database here.

One layout serves the screen and the printed sheet. Lengths are units of the drawing, which is
``WIDTH`` wide and scales to what there is.
"""

from dataclasses import asdict, dataclass

WIDTH = 480
LEFT = 20
TOP = 22
COLUMN = (WIDTH - LEFT) / 4
NODE_WIDTH = COLUMN - 8
NODE_HEIGHT = 32
GAP = 6
EMPTY_HEIGHT = 26
# from the left to the right
STANCES = ("opponent", "unknown", "neutral", "supporter")
INFLUENCES = (5, 4, 3, 2, 1)
NAME_SIZE = 11
ROLE_SIZE = 8.5


@dataclass(frozen=True)
class Person:
    """Who is drawn: key, words, influence from 1 to 5, stance, key of whom he reports to."""

    key: int
    name: str
    role: str
    influence: int
    stance: str
    manager: int | None = None


@dataclass(frozen=True)
class Node:
    """A person in the drawing; ``x`` and ``y`` are its upper left corner."""

    key: int
    x: float
    y: float
    name: str
    role: str
    title: str
    stance: str


@dataclass(frozen=True)
class Band:
    """A row or column with its label: where it begins, how long it is, what it is about."""

    start: float
    length: float
    key: str


@dataclass(frozen=True)
class Link:
    """Who reports to whom: from the middle below the manager to the middle above the person."""

    key: str
    x1: float
    y1: float
    x2: float
    y2: float


def draw(people):
    """Return the drawing as plain values.

    :return: ``{"width", "height", "node_width", "node_height", "columns", "rows", "nodes",
        "links"}``
    """
    cells = {}
    for person in people:
        cells.setdefault((person.influence, person.stance), []).append(person)
    rows, nodes, top = [], [], TOP
    for influence in INFLUENCES:
        stacks = {stance: cells.get((influence, stance), []) for stance in STANCES}
        height = _height(max(map(len, stacks.values())))
        rows.append(Band(top, height, str(influence)))
        nodes += [
            _node(person, stance, top, place)
            for stance, stack in stacks.items()
            for place, person in enumerate(stack)
        ]
        top += height
    columns = [Band(LEFT + n * COLUMN, COLUMN, stance) for n, stance in enumerate(STANCES)]
    parts = {"columns": columns, "rows": rows, "nodes": nodes, "links": _links(people, nodes)}
    return {
        "width": WIDTH,
        "height": top + 2,
        "node_width": NODE_WIDTH,
        "node_height": NODE_HEIGHT,
        **{name: [asdict(each) for each in part] for name, part in parts.items()},
    }


def _height(count):
    return count * (NODE_HEIGHT + GAP) + GAP if count else EMPTY_HEIGHT


def _node(person, stance, top, place):
    return Node(
        key=person.key,
        x=LEFT + STANCES.index(stance) * COLUMN + (COLUMN - NODE_WIDTH) / 2,
        y=top + GAP + place * (NODE_HEIGHT + GAP),
        name=clip(person.name, NODE_WIDTH - 12, NAME_SIZE),
        role=clip(person.role, NODE_WIDTH - 12, ROLE_SIZE),
        title=f"{person.name} · {person.role}",
        stance=stance,
    )


def _links(people, nodes):
    by_key = {node.key: node for node in nodes}
    pairs = [
        (by_key[person.manager], by_key[person.key])
        for person in people
        if person.manager in by_key and person.key != person.manager
    ]
    return [
        Link(
            f"{manager.key}-{node.key}",
            manager.x + NODE_WIDTH / 2,
            manager.y + NODE_HEIGHT,
            node.x + NODE_WIDTH / 2,
            node.y,
        )
        for manager, node in pairs
    ]


def clip(text, width, size):
    """Return as much of ``text`` as fits into ``width``, with an ellipsis if it is cut.

    A wide character, such as a Chinese one, is as wide as the type is high, others about
    0.58 of it.
    """
    used, kept = 0.0, ""
    for character in text or "":
        used += size * (1 if ord(character) > 0x2E7F else 0.58)
        if used > width:
            return kept[:-1].rstrip() + "…"
        kept += character
    return kept
