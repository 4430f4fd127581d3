"""The shared strings of a workbook, in memory when few, else in a temporary file."""

import re
import tempfile
from array import array
from functools import lru_cache

from . import limits
from .errors import ImportFileError
from .xlsx_package import parse

BLOCK = 1 << 16
FLUSH = 1 << 20
_END = object()
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


#: what no database takes: NUL and other control characters, halves of characters
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def unescape(text):
    """Excel writes control characters as ``_x000D_``; those that mean nothing go."""
    if "_x" not in text:
        return text
    return UNWANTED.sub("", ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


class SharedStrings:
    """The texts of the part by number, parsed only as far as they are asked for.

    :raise IndexError: there is no such text
    :raise ImportFileError: the part is damaged or hostile
    """

    def __init__(self, package, part):
        self._texts = []
        self._chunks = iter(())
        if part and part in package:
            if package.size(part) > limits.STRINGS_IN_MEMORY:
                self._texts = DiskStrings()
            items = _Items(self._texts.append)
            handlers = items.start, items.end, items.data
            self._chunks = parse(package, part, *handlers, limits.STRINGS_BYTES)

    def __getitem__(self, index):
        while index >= len(self._texts):
            if next(self._chunks, _END) is _END:
                raise IndexError(index)
        return self._texts[index]


class _Items:
    """Handlers that give ``append`` each ``<si>``; phonetic hints are left out."""

    def __init__(self, append):
        self._append = append
        self._pieces = []
        self._size = 0
        self._is_text = self._is_phonetic = False

    def start(self, tag, _attributes):
        if tag == "t":
            self._is_text = not self._is_phonetic
        elif tag == "si":
            self._pieces = []
            self._size = 0
        elif tag == "rPh":
            self._is_phonetic = True

    def end(self, tag):
        if tag == "t":
            self._is_text = False
        elif tag == "si":
            self._append(unescape("".join(self._pieces)))
        elif tag == "rPh":
            self._is_phonetic = False

    def data(self, text):
        if self._is_text:
            self._size += len(text)
            if self._size > limits.CELL_CHARS:
                raise ImportFileError("text_too_large", limit=limits.CELL_CHARS)
            self._pieces.append(text)


class DiskStrings:
    """A growing sequence of texts in a temporary file: 8 bytes of memory each.

    It is read in blocks, not mapped: a server limits the address space of its workers.
    What does not fill a block yet stays in memory, so that a block on disk never changes.
    """

    def __init__(self):
        self._file = tempfile.TemporaryFile(prefix="crm_import_")  # noqa: SIM115
        self._offsets = array("Q", [0])
        self._tail = bytearray()
        self._blocks = 0
        self._read_cached = lru_cache(maxsize=128)(self._read_block)

    def __len__(self):
        return len(self._offsets) - 1

    def append(self, text):
        data = text.encode("utf-8", "surrogatepass")
        self._offsets.append(self._offsets[-1] + len(data))
        self._tail += data
        if len(self._tail) >= FLUSH:
            self._flush()

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, stop = self._offsets[index], self._offsets[index + 1]
        number, offset = divmod(start, BLOCK)
        data = self._block(number)[offset : offset + stop - start]
        while len(data) < stop - start:
            number += 1
            data += self._block(number)[: stop - start - len(data)]
        return data.decode("utf-8", "surrogatepass")

    def _flush(self):
        """Write the full blocks of the tail."""
        count = len(self._tail) // BLOCK
        self._file.seek(self._blocks * BLOCK)
        self._file.write(self._tail[: count * BLOCK])
        del self._tail[: count * BLOCK]
        self._blocks += count

    def _block(self, number):
        if number < self._blocks:
            return self._read_cached(number)
        offset = (number - self._blocks) * BLOCK
        return bytes(self._tail[offset : offset + BLOCK])

    def _read_block(self, number):
        self._file.seek(number * BLOCK)
        return self._file.read(BLOCK)
