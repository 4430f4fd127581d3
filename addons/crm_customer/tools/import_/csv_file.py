"""CSV files: delimiter and records, streamed."""

import csv
from collections import Counter

from . import limits
from .errors import ImportFileError

DELIMITERS = (",", ";", "\t", "|")


def read_records(path, encoding, delimiter, quotechar='"'):
    """Yield ``(number, cells)`` of each record; an ``sep=`` line is not counted.

    :raise ImportFileError: a cell, record or row over its limit
    """
    with open(path, encoding=encoding, newline="", errors="strict") as file:
        feed = _Feed(file, quotechar)
        reader = csv.reader(feed, delimiter=delimiter, quotechar=quotechar)
        number = 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                feed.refuse()
            except UnicodeError as error:
                raise _undecodable(error, encoding, feed.number) from None
            if cells is None:
                return
            number += 1
            if feed.size > limits.CELL_CHARS:
                _check_cells(cells, number)
            if len(cells) > limits.COLUMNS:
                _check_columns(cells, number)
            feed.end_record()
            yield number, cells


def detect_delimiter(path, encoding):
    """Return the delimiter of the file: its ``sep=`` line, or what cuts best."""
    with open(path, encoding=encoding, newline="") as file:
        sample = file.read(1 << 16)
        complete = not file.read(1)
    declared = declared_delimiter(sample)
    if declared:
        return declared
    lines = sample.splitlines(keepends=True)
    if not complete and len(lines) > 1:
        lines.pop()
    return max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def declared_delimiter(text):
    """The delimiter of Excel's first line ``sep=;``, or None."""
    line = text.lstrip("\ufeff").split("\n", 1)[0].strip("\r\n\"'")
    if line[:4].lower() == "sep=" and len(line) == 5 and line[4] in DELIMITERS:
        return line[4]
    return None


def _fit(lines, delimiter):
    """How evenly the delimiter cuts the lines; 0 when it cuts nothing."""
    widths = Counter()
    try:
        for cells in csv.reader(lines[:200], delimiter=delimiter):
            widths[len(cells)] += bool(cells)
    except csv.Error:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 1))
    if width < 2:
        return 0
    return count / (sum(widths.values()) or 1) * (1 + min(width, 50) / 100)


class _Feed:
    """Lines for the csv reader, with the size of the record that is being read."""

    def __init__(self, file, quotechar):
        self._readline = file.readline
        self._quotechar = quotechar
        self.size = self.lines = self.quotes = 0
        self.number = 1
        self._skip_declaration(file)

    def _skip_declaration(self, file):
        if declared_delimiter(file.readline(limits.CELL_CHARS)) is None:
            file.seek(0)

    def __iter__(self):
        return self

    def __next__(self):
        line = self._readline(limits.RECORD_CHARS)
        if not line:
            if self.lines > 1 and self.quotes % 2:
                self.refuse()
            raise StopIteration
        self.size += len(line)
        self.lines += 1
        self.quotes += line.count(self._quotechar)
        if self.size >= limits.RECORD_CHARS or self.lines > limits.RECORD_LINES:
            self.refuse()
        return line

    def end_record(self):
        self.number += 1
        self.size = self.lines = self.quotes = 0

    def refuse(self):
        """Raise for a record that is too large to be one."""
        if self.lines > 1:
            raise ImportFileError("unclosed_quote", row=self.number)
        raise ImportFileError("cell_too_large", row=self.number, column=1, limit=limits.CELL_CHARS)


def _check_cells(cells, number):
    for column, cell in enumerate(cells, 1):
        if len(cell) > limits.CELL_CHARS:
            raise ImportFileError(
                "cell_too_large", row=number, column=column, limit=limits.CELL_CHARS
            )


def _check_columns(cells, number):
    count = max((column for column, cell in enumerate(cells, 1) if cell), default=0)
    if count > limits.COLUMNS:
        raise ImportFileError("too_many_columns", row=number, count=count, limit=limits.COLUMNS)
    del cells[limits.COLUMNS :]


def _undecodable(error, encoding, line):
    return ImportFileError(
        "undecodable",
        position=getattr(error, "start", 0) + 1,
        line=line,
        encoding=encoding,
    )
