"""The character encoding of a CSV file, verified over its whole length."""

import codecs
from collections import Counter

from .errors import ImportFileError

CHUNK = 1 << 20
SAMPLE = 1 << 16
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: score from which a second guess is taken
LIKELY = 0.3
#: characters that business files in Chinese are full of, in both scripts
COMMON_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "客户称名司公限有联系电话手机邮箱址省市区县路号街道室楼层栋元张王李赵陈刘杨黄周吴徐孙马朱胡林郭何高罗"
    "科技贸易实业集团部经理负责来源行级别注备创建期日月最后跟进深圳广州上海北京东南西江浙苏湖四川重庆天津福"
    "客戶稱聯繫電話機郵區縣號樓層張趙陳劉楊黃吳孫馬羅術貿業團經負責來級別註備創後進灣臺北東廣蘇慶長"
)


def detect_encoding(path):
    """Return the encoding of the text file ``path``, which decodes all of it.

    :raise ImportFileError: NUL bytes, no encoding fits, the end is cut off
    """
    with open(path, "rb") as file:
        head = file.read(SAMPLE)
    encoding = _from_bom(head) or _utf16_without_bom(head)
    if encoding:
        verify(path, encoding)
        return encoding
    return _detect_without_bom(path)


def verify(path, encoding):
    """Decode all of ``path``.

    :raise ImportFileError: unknown encoding, undecodable or NUL byte, cut-off end
    """
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise ImportFileError("unknown_encoding", encoding=encoding) from None
    error = _decode_all(path, encoding)
    if error:
        raise error


def _from_bom(head):
    return next((name for bom, name in BOMS if head.startswith(bom)), None)


def _utf16_without_bom(head):
    """Latin text in UTF-16 has a NUL in nearly every second byte."""
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.3 and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.3 and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _detect_without_bom(path):
    """UTF-8 if it fits or nearly does; else what reads most like a language."""
    utf8_error = _decode_all(path, "utf-8")
    if utf8_error is None:
        return "utf-8"
    if utf8_error.code == "nul_byte" or _is_mostly_utf8(path):
        raise utf8_error
    scores = _scores(path)
    errors = []
    for encoding in sorted(scores, key=scores.get, reverse=True):
        if errors and (scores[encoding] < LIKELY or errors[0].code == "truncated"):
            break
        error = _decode_all(path, encoding)
        if error is None:
            return encoding
        errors.append(error)
    raise errors[0]


def _is_mostly_utf8(path):
    """Whether the non-ASCII bytes read as UTF-8, but for a few damaged ones.

    Chinese text in GB18030 hardly ever forms valid sequences of three bytes.
    """
    text = _non_ascii_sample(path).decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(1 for char in text if char > "\x7f") - bad
    return good > 4 * bad


def _non_ascii_sample(path):
    """The lines with non-ASCII bytes, up to ``SAMPLE`` bytes of them."""
    sample = bytearray()
    with open(path, "rb") as file:
        while len(sample) < SAMPLE and (line := file.readline(SAMPLE)):
            if not line.isascii():
                sample += line
    return bytes(sample)


def _scores(path):
    """How much the sample reads like text: {encoding: 0 to 1}."""
    sample = _non_ascii_sample(path)
    return {
        "gb18030": _han_score(sample.decode("gb18030", "replace")) + 0.02,
        "big5": _han_score(sample.decode("big5", "replace")),
        "cp1252": _latin_score(sample.decode("cp1252", "replace")),
    }


def _han_score(text):
    chars = Counter(char for char in text if char > "\x7f")
    total = sum(chars.values()) or 1
    common = sum(count for char, count in chars.items() if char in COMMON_HAN)
    han = sum(count for char, count in chars.items() if "\u4e00" <= char <= "\u9fff")
    return (common + 0.3 * han - 2 * chars["�"]) / total


def _latin_score(text):
    """European letters stand alone between ASCII ones; Chinese bytes never do."""
    total = alone = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            total += 1
            alone += char.isalpha() and before < "\x80" and after < "\x80"
    return 0.9 * alone / (total or 1)


def _decode_all(path, encoding):
    """Return the ImportFileError of the first bad byte, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    may_have_nul = encoding.startswith(("utf-16", "utf-32"))
    position = 0
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            nul = -1 if may_have_nul else chunk.find(b"\0")
            if nul >= 0:
                return _error("nul_byte", path, position + nul)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk)
            except UnicodeError as error:
                start = position - pending + getattr(error, "start", 0)
                return _error("undecodable", path, start, encoding=encoding)
            if may_have_nul and (nul := text.find("\0")) >= 0:
                return _error("nul_byte", path, position + nul * len(chunk) // len(text))
            position += len(chunk)
    return _end_error(decoder, path, position, encoding)


def _end_error(decoder, path, position, encoding):
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(b"", True)
    except UnicodeError:
        return _error("truncated", path, position - pending, encoding=encoding)
    return None


def _error(code, path, position, **params):
    """The error with its byte position (from 1) and line."""
    line = 1
    with open(path, "rb") as file:
        left = position
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            line += chunk.count(b"\n")
            left -= len(chunk)
    return ImportFileError(code, position=position + 1, line=line, **params)
