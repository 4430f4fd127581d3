"""The file of bad rows, to be corrected and imported again."""

import csv
import re

from openpyxl import Workbook as WorkbookFile
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .reader import RISKY

#: signed numbers and telephone numbers, which are no formulas
NUMBER = re.compile(r"[+-]?[\d\s().\-/]*\d[\d\s().\-]*(?:(?:;ext=|转|x)\d+)?%?")
CELL_LIMIT = 32_767


def write_rows(path, kind, headings, rows, problem_heading="Problem"):
    """Write the rows with one more column for the problem.

    :param kind: "csv" (UTF-8 with BOM) or "xlsx"
    :param rows: iterable of ``(cells, problem text)``
    :return: number of rows written
    """
    write = _write_csv if kind == "csv" else _write_xlsx
    return write(path, [*headings, problem_heading], _lines(len(headings), rows))


def neutralise(text):
    """Put a ' before what a spreadsheet would calculate; the reader takes it away.

    A text that begins with ' and such a sign gets one more, to come back as it was.
    """
    bare = text.lstrip("'")
    is_quoted = len(bare) < len(text)
    if bare.startswith(RISKY) and (is_quoted or not NUMBER.fullmatch(bare)):
        return "'" + text
    return text


def _lines(width, rows):
    for cells, problem in rows:
        line = [neutralise(cell) for cell in cells[:width]]
        line += [""] * (width - len(line))
        yield [*line, neutralise(problem)]


def _write_csv(path, headings, lines):
    count = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for line in lines:
            writer.writerow(line)
            count += 1
    return count


def _write_xlsx(path, headings, lines):
    book = WorkbookFile(write_only=True)
    sheet = book.create_sheet()
    sheet.append([_text_cell(sheet, heading) for heading in headings])
    count = 0
    for line in lines:
        sheet.append([_text_cell(sheet, cell) for cell in line])
        count += 1
    book.save(path)
    return count


def _text_cell(sheet, text):
    """A cell that stays text, whatever stands in it."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_LIMIT])
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
