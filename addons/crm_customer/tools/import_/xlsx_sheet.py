"""The rows of one sheet, streamed."""

from datetime import timedelta
from xml.parsers import expat

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from . import limits
from .errors import ImportFileError
from .xlsx_package import feed, local_name
from .xlsx_strings import unescape

#: whole numbers from here on have more digits than a spreadsheet keeps
ROUNDED_FROM = 10**15


def read_sheet(package, part, strings, styles):
    """Yield ``(number, cells, flags)`` of each row of the sheet that has values."""
    sheet = _Sheet(part, strings, styles)
    for _chunk in feed(sheet.parser, package, part, limits.SHEET_BYTES):
        yield from sheet.rows
        sheet.rows.clear()


class _Sheet:
    """Handlers of the XML parser; they collect finished rows in ``rows``."""

    def __init__(self, part, strings, styles):
        self.part = part
        self.rows = []
        self._strings = strings
        self._dates = styles.date_styles
        self._epoch = CALENDAR_MAC_1904 if styles.is_1904 else CALENDAR_WINDOWS_1900
        self._number = 0
        self._column = -1
        self._cells = []
        self._flags = {}
        self._type = self._style = ""
        self._has_formula = self._in_row = self._keep = self._is_phonetic = False
        self._text = []
        self._size = 0
        self._names = {}
        self._columns = {}
        self._serials = {}
        self.parser = self._create_parser()

    def _create_parser(self):
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        return parser

    def _local(self, name):
        local = self._names[name] = local_name(name)
        return local

    def _start(self, name, attributes):
        tag = self._names.get(name) or self._local(name)
        if tag == "v" or tag == "t":
            self._keep = not self._is_phonetic
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._is_phonetic = True

    def _start_row(self, attributes):
        number = attributes.get("r", "")
        after = self._number + 1
        self._number = max(int(number), after) if number.isdigit() else after
        self._column = -1
        self._cells = []
        self._flags = {}
        self._in_row = True

    def _start_cell(self, attributes):
        self._column = self._find_column(attributes.get("r"))
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._has_formula = False
        self._text = []
        self._size = 0

    def _find_column(self, reference):
        if not reference:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = self._letters_to_column(letters)
        return column

    def _letters_to_column(self, letters):
        if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
            raise ImportFileError("broken_xml", part=self.part)
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        return column - 1

    def _data(self, text):
        if self._keep:
            self._size += len(text)
            if self._size > limits.CELL_CHARS:
                raise ImportFileError(
                    "cell_too_large",
                    row=self._number,
                    column=self._column + 1,
                    limit=limits.CELL_CHARS,
                )
            self._text.append(text)

    def _end(self, name):
        tag = self._names.get(name) or self._local(name)
        if tag == "v" or tag == "t":
            self._keep = False
        elif tag == "c" and self._in_row:
            self._end_cell()
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "row":
            self._in_row = False
            if self._cells:
                self.rows.append((self._number, self._cells, self._flags))

    def _end_cell(self):
        text = self._value("".join(self._text)) if self._text else ""
        if self._has_formula:
            self._flags[self._column] = "formula" if text else "formula_no_value"
        elif not text:
            return
        cells = self._cells
        if self._column >= limits.COLUMNS:
            raise ImportFileError(
                "too_many_columns",
                row=self._number,
                count=self._column + 1,
                limit=limits.COLUMNS,
            )
        missing = self._column - len(cells)
        if missing > 0:
            cells.extend([""] * missing)
        if missing < 0:
            cells[self._column] = text
        else:
            cells.append(text)

    def _value(self, text):
        kind = self._type
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number_value(text)
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if kind == "e":
            self._flags[self._column] = "cell_error"
            return text
        if kind == "d":
            return text.replace("T", " ").removesuffix(" 00:00:00")
        return unescape(text)

    def _shared(self, text):
        try:
            return self._strings[int(text)]
        except (IndexError, ValueError):
            raise ImportFileError("broken_xml", part=self.part) from None

    def _number_value(self, text):
        if self._style in self._dates:
            return self._date_value(text)
        if len(text) < 16 and text.isdigit():
            return text
        try:
            number = float(text)
        except ValueError:
            return text
        if number != number or number in (float("inf"), float("-inf")):
            self._flags[self._column] = "cell_error"
            return text
        if abs(number) >= ROUNDED_FROM:
            self._flags[self._column] = "rounded_number"
        return plain_number(number)

    def _date_value(self, text):
        value = self._serials.get(text)
        if value is None:
            value = serial_to_iso(text, self._epoch)
            if len(self._serials) < 50_000:
                self._serials[text] = value
        return value


def plain_number(number):
    """Write a float in full, with the 15 digits that a spreadsheet keeps."""
    if number == int(number):
        return str(int(number)) if abs(number) < ROUNDED_FROM else f"{number:.0f}"
    text = f"{number:.15g}"
    return f"{number:.15f}".rstrip("0") if "e" in text else text


def serial_to_iso(text, epoch=CALENDAR_WINDOWS_1900):
    """Turn a spreadsheet's date number into ISO text; keep what is no date."""
    try:
        serial = float(text)
        if not 0 <= serial < 2_958_466:
            return text
        if serial < 1:
            seconds = round(serial * 86400)
            return str(timedelta(seconds=seconds)).zfill(8)
        moment = from_excel(round(serial * 86400) / 86400, epoch)
    except (ValueError, OverflowError, TypeError):
        return text
    return moment.isoformat(" ", "seconds").removesuffix(" 00:00:00")
