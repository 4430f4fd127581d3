"""A workbook: names of its sheets, which cell styles are dates, and its rows.

Parsed here, not by openpyxl: that keeps all shared strings in memory, shows a
formula or its value but not both, and refuses many files of other programs for
their styles. Its knowledge of date formats and numbers is used.
"""

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from .errors import ImportFileError
from .xlsx_package import Package, parse
from .xlsx_sheet import read_sheet
from .xlsx_strings import SharedStrings

#: date formats of East Asian spreadsheets, which have no format code in the file
EAST_ASIAN_DATES = {*range(27, 37), *range(50, 59)}


class Workbook:
    """An open workbook; use as a context manager.

    ``sheets`` is ``{name: part}`` of the visible sheets with cells.

    :raise ImportFileError: the file is damaged or hostile
    """

    def __init__(self, path):
        self.package = Package(path)
        try:
            self._open()
        except BaseException:
            self.package.__exit__()
            raise

    def _open(self):
        self._part = self._find_workbook()
        self._relations = self.package.relations(self._part)
        self.is_1904 = False
        self.sheets = {}
        for _chunk in parse(self.package, self._part, self._start_workbook):
            pass
        self._read_styles()
        self._strings = SharedStrings(self.package, self._target("sharedStrings"))

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.package.__exit__()

    def rows(self, sheet):
        """Yield ``(number, cells, flags)`` of the sheet's rows."""
        if sheet not in self.sheets:
            names = ", ".join(self.sheets)
            raise ImportFileError("unknown_sheet", sheet=sheet, sheets=names)
        part = self.sheets[sheet]
        return read_sheet(self.package, part, self._strings, self)

    def _find_workbook(self):
        for kind, target in self.package.relations("").values():
            if kind == "officeDocument":
                return target
        return "xl/workbook.xml"

    def _target(self, kind):
        """The part of the workbook's first relation of this kind, or None."""
        return next((target for found, target in self._relations.values() if found == kind), None)

    def _start_workbook(self, tag, attributes):
        if tag == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next(
                (value for name, value in attributes.items() if name.endswith(":id")), None
            )
            kind, part = self._relations.get(relation, ("", ""))
            if kind == "worksheet":
                self.sheets[attributes.get("name", "")] = part

    def _read_styles(self):
        """Find the style numbers (as texts) whose cells are dates."""
        styles = _Styles()
        part = self._target("styles")
        if part and part in self.package:
            for _chunk in parse(self.package, part, styles.start, styles.end):
                pass
        self.date_styles = styles.date_styles()


class _Styles:
    """Handlers that keep the number formats of the cell styles."""

    def __init__(self):
        self._codes = dict(BUILTIN_FORMATS)
        self._formats = []
        self._is_cell_styles = False

    def start(self, tag, attributes):
        if tag == "cellXfs":
            self._is_cell_styles = True
        elif tag == "xf" and self._is_cell_styles:
            self._formats.append(_integer(attributes.get("numFmtId")))
        elif tag == "numFmt":
            code = attributes.get("formatCode", "")
            self._codes[_integer(attributes.get("numFmtId"))] = code

    def end(self, tag):
        if tag == "cellXfs":
            self._is_cell_styles = False

    def date_styles(self):
        return frozenset(
            str(style)
            for style, number in enumerate(self._formats)
            if is_date_format(self._codes.get(number) or "")
            or (number in EAST_ASIAN_DATES and number not in self._codes)
        )


def _integer(text):
    return int(text) if text and text.isdigit() else 0
