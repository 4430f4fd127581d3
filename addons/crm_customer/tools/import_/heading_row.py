"""Which row holds the headings: not always the first, titles stand above it."""

import re
from collections import Counter

from .errors import ImportFileError
from .headings import known_name

#: a cell of data, not a name: number, date, phone, mail, web address
DATA = re.compile(
    r"[-+¥$€]?\d[\d,.\s]*%?|\+?\d[\d\s\-()/:.年月日T]{5,}|[^@\s]+@[^@\s]+\.\w+|https?://.*",
    re.IGNORECASE,
)


def find_heading_row(head, wanted=None):
    """Return ``(number, headings)``.

    :param list head: ``(number, cells)`` of the first rows
    :param int wanted: row that the user chose
    :raise ImportFileError: no row looks like headings
    """
    if wanted:
        for number, cells in head:
            if number == wanted:
                return number, _trim(cells)
        raise ImportFileError("no_heading_row")
    width = _usual_width(head)
    candidates = [item for item in head[:20] if _may_be_headings(item[1], width)]
    if not candidates:
        raise ImportFileError("no_heading_row")
    number, cells = max(candidates, key=lambda item: (_known(item[1]), -item[0]))
    return number, _trim(cells)


def check_headings(row, headings):
    """:raise ImportFileError: two columns have the same heading"""
    places = {}
    for column, heading in enumerate(headings, 1):
        if heading:
            places.setdefault(heading, []).append(str(column))
    double = {name: columns for name, columns in places.items() if len(columns) > 1}
    if double:
        columns = ", ".join(column for found in double.values() for column in found)
        raise ImportFileError(
            "duplicate_headings", names=", ".join(double), columns=columns, row=row
        )


def _usual_width(head):
    """How many filled cells most rows have."""
    widths = Counter(sum(map(bool, cells)) for _number, cells in head)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _may_be_headings(cells, width):
    filled = [cell for cell in cells if cell]
    if len(filled) < max(1, width * 0.5):
        return False
    if any(len(cell) > 100 for cell in filled):
        return False
    data = sum(1 for cell in filled if DATA.fullmatch(cell))
    return data == 0 or (_known(cells) >= 2 and data <= len(filled) * 0.2)


def _known(cells):
    return sum(1 for cell in cells if cell and known_name(cell))


def _trim(cells):
    """Without the empty cells on the right; line breaks become spaces."""
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return headings
