"""What an uploaded file is: kind, encoding, delimiter, sheets, row of the headings."""

import os
import zipfile
from dataclasses import asdict, dataclass

from . import limits
from .csv_file import detect_delimiter
from .encoding import detect_encoding, verify
from .errors import ImportFileError
from .heading_row import check_headings, find_heading_row
from .reader import read_all
from .xlsx_workbook import Workbook

#: first bytes of files that people take for a table
SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM\x00", "BMP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ\x90", "EXE"),
    (b"\x7fELF", "ELF"),
)
MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"))
ZIP_PARTS = (
    ("xl/workbook.bin", "XLSB"),
    ("word/document.xml", "Word"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("content.xml", "OpenDocument"),
    ("index/document.iwa", "Numbers"),
)


@dataclass(frozen=True)
class FileFormat:
    """What ``sniff`` found; JSON-safe by ``to_dict``."""

    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    quotechar: str = '"'
    sheets: tuple = ()
    sheet: str | None = None
    heading_row: int = 1
    headings: tuple = ()
    samples: tuple = ()
    size: int = 0

    def to_dict(self):
        return asdict(self) | {
            "sheets": list(self.sheets),
            "headings": list(self.headings),
            "samples": [list(sample) for sample in self.samples],
        }

    @classmethod
    def from_dict(cls, values):
        return cls(
            **values
            | {
                "sheets": tuple(values["sheets"]),
                "headings": tuple(values["headings"]),
                "samples": tuple(tuple(sample) for sample in values["samples"]),
            }
        )


def sniff(path, filename=None, encoding=None, delimiter=None, sheet=None, heading_row=None):
    """Find out what the file is; an argument given overrides the guess.

    Reads a CSV file once to its end, so that no undecodable byte is left for later.

    :raise ImportFileError: the file cannot be imported, and why
    """
    size = _check_size(path)
    if _detect_kind(path, filename) == "xlsx":
        values = _sniff_workbook(path, sheet)
    else:
        values = _sniff_text(path, encoding, delimiter)
    head = _read_head(path, values)
    row, headings = find_heading_row(head, heading_row)
    check_headings(row, headings)
    samples = [cells for number, cells in head if number > row][: limits.SAMPLE_ROWS]
    if not samples:
        raise ImportFileError("no_rows")
    return FileFormat(
        **values,
        heading_row=row,
        headings=tuple(headings),
        samples=tuple(tuple(cells) for cells in samples),
        size=size,
    )


def _check_size(path):
    try:
        size = os.path.getsize(path)
    except OSError:
        raise ImportFileError("missing") from None
    if not size:
        raise ImportFileError("empty")
    if size > limits.FILE_BYTES:
        megabytes = -(-size // limits.MB)
        limit = limits.FILE_BYTES // limits.MB
        raise ImportFileError("too_large", size=megabytes, limit=limit)
    return size


def _detect_kind(path, filename):
    with open(path, "rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _detect_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportFileError(_detect_compound(path))
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            raise ImportFileError("wrong_type", type=name)
    _refuse_markup(head)
    if head.startswith(b"PK") or (filename or "").lower().endswith((".xlsx", ".xlsm")):
        raise ImportFileError("broken_zip")
    return "csv"


def _refuse_markup(head):
    """Some programs give HTML or XML the name of a spreadsheet."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, name in MARKUP:
        if start.startswith(signature):
            raise ImportFileError("wrong_type", type=name)
    if start.startswith(b"<?xml"):
        kind = "HTML" if b"<html" in start else "XML"
        raise ImportFileError("wrong_type", type=kind)


def _detect_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise ImportFileError("broken_zip") from None
    for part, kind in ZIP_PARTS:
        if part in names:
            raise ImportFileError("wrong_type", type=kind)
    if "[content_types].xml" not in names and "xl/workbook.xml" not in names:
        raise ImportFileError("wrong_type", type="ZIP")
    return "xlsx"


def _detect_compound(path):
    """A compound file is an encrypted workbook or one of before 2007."""
    marker = "EncryptedPackage".encode("utf-16-le")
    with open(path, "rb") as file:
        tail = b""
        while chunk := file.read(1 << 20):
            if marker in tail + chunk:
                return "encrypted"
            tail = chunk[-64:]
    return "old_excel"


def _sniff_workbook(path, sheet):
    with Workbook(path) as workbook:
        names = tuple(workbook.sheets)
        if sheet is not None:
            workbook.rows(sheet)
        elif not names:
            raise ImportFileError("no_sheet")
        chosen = sheet or next((name for name in names if next(workbook.rows(name), None)), None)
    if chosen is None:
        raise ImportFileError("no_sheet")
    return {"kind": "xlsx", "sheets": names, "sheet": chosen}


def _sniff_text(path, encoding, delimiter):
    if encoding:
        verify(path, encoding)
    else:
        encoding = detect_encoding(path)
    if not delimiter:
        delimiter = detect_delimiter(path, encoding)
    return {"kind": "csv", "encoding": encoding, "delimiter": delimiter}


def _read_head(path, values):
    """The first rows: [(number, cells)]."""
    head = []
    rows = read_all(
        path,
        values["kind"],
        values.get("encoding"),
        values.get("delimiter"),
        values.get("sheet"),
    )
    for row in rows:
        head.append((row.number, [cell.strip() for cell in row.cells]))
        if len(head) >= limits.HEAD_ROWS:
            break
    rows.close()
    return head
