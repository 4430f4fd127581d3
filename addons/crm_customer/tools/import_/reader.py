"""Rows of a file, streamed, whatever its format."""

import re
from typing import NamedTuple

from . import limits
from .csv_file import read_records
from .errors import ImportFileError
from .xlsx_workbook import Workbook

#: '=' always; the other signs only when something is called, as in "-2+cmd|'/C calc'!A0"
FORMULA = re.compile(r"\s*=\s*[\w'(+\-@\"]|\s*[+\-@].*[(!|]", re.DOTALL)
#: ="00123", the way to write a text of digits that a spreadsheet leaves alone
QUOTED_TEXT = re.compile(r'="([^"]*)"$')
SIGNS = frozenset("=+-@'\t\r\n ")
#: a ' before one of these only hides it from spreadsheets, see ``writer``
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """``number`` as the spreadsheet shows it, ``cells`` texts, ``flags`` {column: code}."""

    number: int
    cells: list
    flags: dict


def read_rows(path, fmt, sheet=None, after=0):
    """Yield the rows below the headings whose number is over ``after``.

    :param FileFormat fmt: what ``sniff`` found
    :param sheet: name of a sheet, instead of ``fmt.sheet``
    :raise ImportFileError: also midway, when the file is damaged further down
    """
    first = max(fmt.heading_row, after)
    width = len(fmt.headings)
    count = 0
    for row in read_all(path, fmt.kind, fmt.encoding, fmt.delimiter, sheet or fmt.sheet):
        if row.number <= fmt.heading_row:
            continue
        count += 1
        if count > limits.ROWS:
            raise ImportFileError("too_many_rows", limit=limits.ROWS)
        if row.number > first:
            missing = width - len(row.cells)
            if missing > 0:
                row.cells.extend([""] * missing)
            yield row


def read_all(path, kind, encoding=None, delimiter=None, sheet=None):
    """Yield every row that is not empty, titles and headings too."""
    try:
        if kind == "csv":
            yield from _csv_rows(path, encoding, delimiter)
        else:
            yield from _xlsx_rows(path, sheet)
    except FileNotFoundError:
        raise ImportFileError("missing") from None


def _csv_rows(path, encoding, delimiter):
    for number, cells in read_records(path, encoding, delimiter):
        if any(cells):
            yield Row(number, cells, _protect(cells, {}))


def _xlsx_rows(path, sheet):
    with Workbook(path) as workbook:
        for number, cells, flags in workbook.rows(sheet):
            if any(cells):
                yield Row(number, cells, _protect(cells, flags))


def _protect(cells, flags):
    """Unwrap ``="00123"`` and ``'=text``; flag what a spreadsheet would calculate."""
    for column, cell in enumerate(cells):
        if cell and cell[0] in SIGNS:
            if cell[0] == "'":
                if not cell.lstrip("'").startswith(RISKY):
                    continue
                cell = cells[column] = cell[1:]
            if match := QUOTED_TEXT.match(cell):
                cells[column] = match[1]
            elif FORMULA.match(cell):
                flags[column] = "formula"
    return flags
