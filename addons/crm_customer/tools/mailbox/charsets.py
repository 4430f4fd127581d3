"""Bytes of old and wrongly labelled mails to text. Nothing here raises."""

import base64
import binascii
import quopri
import re

# what mail programs call a charset, and the superset that decodes what they mean by it
SUPERSETS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
}
UNKNOWN = {"", "ascii", "us-ascii", "unknown", "unknown-8bit", "x-unknown", "default_charset"}
WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,4000})\?=")


def decode_bytes(data: bytes, charset: str | None = None) -> str:
    """Return the text of ``data``, by its charset if that is right, else by a guess."""
    label = (charset or "").strip("\"' ").lower().partition("*")[0]
    candidates = ["utf-8", "gb18030", "cp1252"]
    if label not in UNKNOWN:
        candidates.insert(0, SUPERSETS.get(label, label))
    for candidate in candidates:
        try:
            return _storable(data.decode(candidate))
        except (LookupError, UnicodeError, ValueError):
            continue
    return _storable(data.decode("utf-8", "replace"))


def _storable(text: str) -> str:
    """Return ``text`` without what no database takes: NUL, halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def decode_header(raw) -> str:
    """Return a header as text: encoded words, bare 8-bit bytes, folded lines."""
    text = re.sub(r"[\r\n]+[ \t]*", " ", str(raw or ""))
    if any("\udc80" <= character <= "\udcff" for character in text):
        text = decode_bytes(text.encode("utf-8", "surrogateescape"))
    return _storable(_decode_words(text)).strip()


def _decode_words(text: str) -> str:
    """Decode encoded words; neighbours are joined first, a character may lie in two."""
    result, position, waiting = [], 0, None
    for word in WORD.finditer(text):
        between = text[position : word.start()]
        charset, data = word[1].lower(), _word_bytes(word[2], word[3])
        if waiting and not between.strip() and waiting[0] == charset:
            waiting = (charset, waiting[1] + data)
        else:
            result.append(_finish(waiting))
            if not waiting or between.strip():
                result.append(between)
            waiting = (charset, data)
        position = word.end()
    return "".join([*result, _finish(waiting), text[position:]])


def _finish(waiting) -> str:
    return decode_bytes(waiting[1], waiting[0]) if waiting else ""


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("ascii", "ignore")
    if encoding in "qQ":
        return quopri.decodestring(data.replace(b"_", b" "))
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return data
