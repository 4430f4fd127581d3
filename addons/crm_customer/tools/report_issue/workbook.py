"""The parts of a report as a workbook. Pure: no ``env``."""

import re
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

# what spreadsheet programs take for a formula or a command
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TITLE_LENGTH = 31
FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60


@dataclass
class Part:
    """A table of a report: ``columns`` are headings, ``rows`` texts and numbers.

    ``total`` is a last row; ``note`` says why there are no rows.
    """

    title: str
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    total: list | None = None
    note: str = ""


def safe_cell(value):
    """Return ``value`` so that no program computes it: numbers stay, texts are texts."""
    if isinstance(value, int | float):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def write_workbook(title, texts, parts):
    """Return the bytes of an XLSX file: a sheet of texts, then one for each part.

    :param texts: ``[(heading, text)]`` of the first sheet
    :param parts: list of :class:`Part`
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_title(title, set())
    for heading, text in texts:
        _append(sheet, [heading], bold=True)
        for line in text.splitlines() or [""]:
            _append(sheet, [line])
    sheet.column_dimensions["A"].width = WIDEST
    taken = {sheet.title.lower()}
    for part in parts:
        _write_part(book.create_sheet(_sheet_title(part.title, taken)), part)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_part(sheet, part):
    _append(sheet, [part.title], bold=True)
    if part.note:
        _append(sheet, [part.note])
        return
    _append(sheet, part.columns, bold=True)
    for row in part.rows:
        _append(sheet, row)
    if part.total:
        _append(sheet, part.total, bold=True)
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(longest + 4, WIDEST)


def _append(sheet, values, bold=False):
    sheet.append([safe_cell(value) for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"
        elif isinstance(cell.value, float):
            cell.number_format = "#,##0.00"
        if bold:
            cell.font = Font(bold=True)


def _sheet_title(title, taken):
    """Return a title that a sheet may have, and that none of ``taken`` has; adds it."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", FORBIDDEN_IN_TITLES.sub(" ", title)).strip()
    name, number = clean[:TITLE_LENGTH] or "-", 1
    while name.lower() in taken:
        number += 1
        name = f"{clean[: TITLE_LENGTH - 5]} ({number})"
    taken.add(name.lower())
    return name


def mentions(content, pattern):
    """Return whether the texts of a workbook hold what ``pattern`` finds, whatever its case.

    :param bytes content: the file; what is no workbook mentions nothing
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = [name for name in archive.namelist() if name.endswith(".xml")]
            texts = (unescape(archive.read(name).decode()) for name in parts)
            return any(re.search(pattern, text, re.IGNORECASE) for text in texts)
    except BadZipFile:
        return False
