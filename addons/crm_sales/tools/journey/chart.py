"""The drawing of a journey: its steps below one another, and where they lead.

Lengths are units of the drawing. No database here.
"""

from dataclasses import asdict, dataclass

from ..deal.chart import clip
from .flow import BRANCH

WIDTH = 560
NODE_X = 70
NODE_WIDTH = 420
NODE_HEIGHT = 58
GAP = 30
TOP = 6
LANE = 11
SIZE = 13


@dataclass(frozen=True)
class Box:
    """What is drawn of a step: its key, kind, words."""

    key: int
    kind: str
    name: str
    detail: str


@dataclass(frozen=True)
class Link:
    """A line from a step to another one or to the end; ``word`` is yes, no or empty."""

    key: str
    path: str
    word: str
    x: float
    y: float


def draw(boxes, ways, unreachable=()):
    """Return the drawing as plain values.

    :param boxes: the steps in the order of the list
    :param ways: ``{key: Way}``
    :return: ``{"width", "height", "node_width", "node_height", "nodes", "links", "end"}``
    """
    rows = {box.key: at for at, box in enumerate(boxes)}
    rows[None] = len(boxes)
    nodes = [
        {
            "key": box.key,
            "kind": box.kind,
            "x": NODE_X,
            "y": _top(rows[box.key]),
            "name": clip(box.name, NODE_WIDTH - 150, SIZE),
            "detail": clip(box.detail, NODE_WIDTH - 40, 11),
            "title": f"{box.name} · {box.detail}" if box.detail else box.name,
            "number": rows[box.key] + 1,
            "is_reached": box.key not in unreachable,
        }
        for box in boxes
    ]
    return {
        "width": WIDTH,
        "height": _top(len(boxes)) + 30,
        "node_width": NODE_WIDTH,
        "node_height": NODE_HEIGHT,
        "nodes": nodes,
        "links": [asdict(line) for line in _links(boxes, ways, rows)],
        "end": {"x": NODE_X + NODE_WIDTH / 2, "y": _top(len(boxes)) + 12},
    }


def _top(row):
    return TOP + row * (NODE_HEIGHT + GAP)


def _links(boxes, ways, rows):
    """Lines to the next row go straight down; others go round, yes and next right, no left."""
    lines, lanes = [], {"left": 0, "right": 0}
    for box in boxes:
        if box.kind == "end":
            continue
        way = ways[box.key]
        ends = [("yes", way.yes), ("no", way.no)] if box.kind == BRANCH else [("", way.yes)]
        for word, target in ends:
            if rows[target] == rows[box.key] + 1:
                lines.append(_straight(box.key, rows[box.key], word, target))
            else:
                side = "left" if word == "no" else "right"
                lanes[side] = lanes[side] % 4 + 1
                lines.append(_around(box.key, rows[box.key], word, rows[target], side, lanes[side]))
    return lines


def _straight(key, row, word, target):
    x = NODE_X + NODE_WIDTH / 2 + (24 if word == "no" else 0)
    y = _top(row) + NODE_HEIGHT
    path = f"M {x} {y} V {y + GAP}"
    return Link(f"{key}-{word}-{target}", path, word, x + 6, y + GAP / 2 + 4)


def _around(key, row, word, target_row, side, lane):
    is_left = side == "left"
    edge = NODE_X if is_left else NODE_X + NODE_WIDTH
    bend = edge + (-1 if is_left else 1) * (8 + lane * LANE)
    y = _top(row) + NODE_HEIGHT / 2
    goal = _top(target_row) + 12
    stop = goal + (NODE_HEIGHT / 2 - 12 - lane * 3)
    path = f"M {edge} {y} H {bend} V {stop} H {edge}"
    return Link(f"{key}-{word}-{target_row}", path, word, bend + (-2 if is_left else 2), y - 5)
