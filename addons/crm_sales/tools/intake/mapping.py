"""Where in the JSON of another system the fields of an enquiry are.

A path is names with dots: ``contact.email``. A list is asked for a place, for all, or for the
first item of which a field has a value::

    items[0].name      phones[*]      field_data[name=email].values[0]      data["first name"]

What a path leads to becomes text: numbers as they are, several values with a comma.
"""

import json
import re
from typing import NamedTuple

LONGEST = 200
DEEPEST = 20
ALL = object()
STEP = re.compile(
    r"""
    \[(?P<place>\d{1,4})\] | \[(?P<all>\*)\]
    | \[(?P<field>[^\[\]="]{1,50})=(?P<value>[^\[\]"]{1,100})\]
    | \["(?P<quoted>[^"]{1,100})"\]
    | (?P<name>[^.\[\]"]{1,100})
    """,
    re.VERBOSE,
)
TAGS = re.compile(r"<[^<>]{0,500}>")
TRANSFORMS = {
    "": lambda text: text,
    "lower": str.lower,
    "title": str.title,
    "digits": lambda text: "".join(sign for sign in text if sign.isdigit() or sign == "+"),
    "first_line": lambda text: text.strip().split("\n")[0],
    "no_html": lambda text: TAGS.sub(" ", text),
}


class MappingError(ValueError):
    """What is wrong: ``code`` is path, json, list or object; ``detail`` says where."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Line(NamedTuple):
    """A field of the enquiry, from where it comes, and what stands in for nothing."""

    target: str
    path: str
    default: str = ""
    transform: str = ""


class Where(NamedTuple):
    """The step into the first item of a list whose ``field`` is ``value``."""

    field: str
    value: str


def parse_path(text):
    """Return the steps of a path: names, places, ``ALL`` and ``Where``.

    :raise MappingError: ``path``
    """
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        raise MappingError("path", text)
    steps, at = [], 0
    while at < len(text):
        if text[at] == "." and steps and at + 1 < len(text) and text[at + 1] not in ".[":
            at += 1
        found = STEP.match(text, at)
        is_name = bool(found and found["name"])
        if not found or (is_name and steps and text[at - 1] != "."):
            raise MappingError("path", text)
        steps.append(_step(found))
        at = found.end()
    if len(steps) > DEEPEST:
        raise MappingError("path", text)
    return tuple(steps)


def _step(found):
    if found["place"]:
        return int(found["place"])
    if found["all"]:
        return ALL
    if found["field"]:
        return Where(found["field"].strip(), found["value"].strip())
    return found["quoted"] or found["name"].strip()


def read_path(steps, payload):
    """Return the values to which ``steps`` lead in ``payload``, none for nothing."""
    values = [payload]
    for step in steps:
        values = [found for value in values for found in _go(step, value)]
    return [value for value in values if value is not None]


def _go(step, value):
    if step == ALL:
        return value if isinstance(value, list) else []
    if isinstance(step, int):
        return value[step : step + 1] if isinstance(value, list) else []
    if isinstance(step, Where):
        items = value if isinstance(value, list) else []
        return [item for item in items if _is_where(step, item)][:1]
    return [value[step]] if isinstance(value, dict) and step in value else []


def _is_where(step, item):
    return isinstance(item, dict) and as_text(item.get(step.field)) == step.value


def as_text(value):
    """Return a JSON value as text; of objects there is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := as_text(item)))
    return ""


def map_record(lines, payload):
    """Return ``{target: text}`` of one enquiry.

    :param lines: of ``Line``; the first of a target that yields something counts
    :raise MappingError: a path cannot be read
    """
    record = {}
    for line in lines:
        text = as_text(read_path(parse_path(line.path), payload)) if line.path else ""
        text = TRANSFORMS[line.transform](text).strip() or line.default
        if text and not record.get(line.target):
            record[line.target] = text
    return record


def read_json(body):
    """Return what is written in ``body`` (bytes or text).

    :raise MappingError: ``json``
    """
    try:
        if isinstance(body, bytes):
            body = body.decode("utf-8-sig")
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MappingError("json", str(error)[:200]) from error


def _refuse(name):
    raise ValueError(f"{name} is no JSON")


def find_records(path, payload):
    """Return the objects that are enquiries: the payload itself, or those at ``path``.

    :raise MappingError: ``list`` where nothing is found, ``object`` where it is no object
    """
    if path:
        values = read_path(parse_path(path), payload)
        found = [
            item for value in values for item in (value if isinstance(value, list) else [value])
        ]
    else:
        found = payload if isinstance(payload, list) else [payload]
    if not found:
        raise MappingError("list", path or "")
    if not all(isinstance(item, dict) for item in found):
        raise MappingError("object", path or "")
    return found
