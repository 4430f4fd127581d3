"""The zip container of a workbook: its parts, streamed through one guarded parser."""

import contextlib
import posixpath
import zipfile
import zlib
from xml.parsers import expat

from . import limits
from .errors import ImportFileError

CHUNK = 1 << 18


class Package:
    """An XLSX file open for reading; use as a context manager.

    :raise ImportFileError: no zip, encrypted, too many parts
    """

    def __init__(self, path):
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError):
            raise ImportFileError("broken_zip") from None
        self._parts = {_key(info.filename): info for info in self._zip.infolist()}
        if len(self._parts) > limits.ZIP_ENTRIES:
            raise ImportFileError("zip_bomb", part="")

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self._zip.close()

    def __contains__(self, name):
        return _key(name) in self._parts

    def size(self, name):
        """Unpacked bytes of a part, as the file claims."""
        return self._parts[_key(name)].file_size

    def chunks(self, name, limit=limits.PART_BYTES):
        """Yield the unpacked bytes of a part; what the zip header claims is not trusted.

        :raise ImportFileError: part missing, damaged, encrypted, or a zip bomb
        """
        info = self._parts.get(_key(name))
        if info is None:
            raise ImportFileError("missing_part", part=name)
        if info.flag_bits & 1:
            raise ImportFileError("encrypted")
        total = 0
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    total += len(chunk)
                    _refuse_bomb(name, total, info.compress_size, limit)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise ImportFileError("broken_zip") from None

    def relations(self, name):
        """Return {relation id: (type's last word, target part)} of a part."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        found = {}

        def start(tag, attributes):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.join("/" + folder, attributes.get("Target", ""))
                kind = attributes.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(target).lstrip("/")
                found[attributes.get("Id")] = kind, target

        if rels in self:
            for _event in parse(self, rels, start):
                pass
        return found


def _key(name):
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_bomb(name, total, packed, limit):
    is_ratio = total > limits.RATIO_FROM and total > limits.RATIO * max(packed, 1)
    if total > limit or is_ratio:
        raise ImportFileError("zip_bomb", part=name)


def local_name(name):
    """The tag or attribute without its namespace prefix."""
    return name.rsplit(":", 1)[-1]


def parse(package, name, start, end=None, data=None, limit=limits.PART_BYTES):
    """Feed a part to the handlers, yielding after each chunk.

    ``start`` gets local names. Document types, and with them entity bombs, are refused.

    :raise ImportFileError: the part is no XML, or hostile
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(local_name(tag), attributes)
    if end:
        parser.EndElementHandler = lambda tag: end(local_name(tag))
    parser.CharacterDataHandler = data
    yield from feed(parser, package, name, limit)


def feed(parser, package, name, limit):
    """Run a parser with handlers over a part, yielding after each chunk."""
    parser.StartDoctypeDeclHandler = _refuse_doctype(name)
    fed = 0
    with contextlib.closing(package.chunks(name, limit)) as chunks:
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > limits.XML_TOKEN_BYTES + CHUNK:
                    raise ImportFileError("broken_xml", part=name)
                yield
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise ImportFileError("broken_xml", part=name) from None
    yield


def _refuse_doctype(name):
    def refuse(*_declaration):
        raise ImportFileError("forbidden_xml", part=name)

    return refuse
