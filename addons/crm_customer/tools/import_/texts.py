"""Texts, names of people and companies, codes."""

import re
import unicodedata
from difflib import SequenceMatcher, get_close_matches

from .issues import EMPTY, Cleaned, make_issue

TEXT_LIMIT = 60_000
NAME_LIMIT = 250
#: cells that say "nothing"
EMPTY_MARKS = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "//",
        "\\",
        ".",
        "N/A",
        "n/a",
        "#N/A",
        "NULL",
        "null",
        "None",
        "none",
        "nil",
        "无",
        "暂无",
        "空",
        "未知",
        "未填写",
        "（空）",
        "(空)",
    ]
)
HAN = "\u3400-\u9fff\uf900-\ufaff"
HAN_SPACE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
#: Arabic, Indian … digits
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*\n\s*\n+")


def _width_table():
    """Full-width letters and digits to half width, odd spaces to a space, hidden out."""
    table = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
    table |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    table |= dict.fromkeys((0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)), " ")
    hidden = (0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
    table |= dict.fromkeys((*hidden, *range(0x2060, 0x2070)), None)
    table |= dict.fromkeys(
        code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"
    )
    return table | {ord("\r"): "\n", ord("\t"): " "}


WIDTH = _width_table()


def tidy(text):
    """One line without hidden characters and superfluous spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(unicodedata.normalize("NFC", text).translate(WIDTH).split())


def half_width(text):
    """``tidy`` with all signs in half width too: for numbers, addresses, codes."""
    text = tidy(text)
    if text.isascii():
        return text
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def nearest(text, known, cutoff):
    """The one known text that is most like this one; None where two are alike."""
    close = get_close_matches(text, known, 2, cutoff)
    if len(close) == 2:
        ratios = [SequenceMatcher(None, other, text).ratio() for other in close]
        if ratios[0] == ratios[1]:
            return None
    return close[0] if close else None


def is_nothing(text):
    return text in EMPTY_MARKS


def clean_text(value):
    """Keep the lines; drop hidden characters and superfluous spaces."""
    if "\n" not in value and "\r" not in value:
        text = tidy(value)
    else:
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).translate(WIDTH)
        text = LINES.sub("\n\n", SPACES.sub(" ", text)).strip()
    if not text or text in EMPTY_MARKS:
        return EMPTY
    return _cut(text, TEXT_LIMIT)


def clean_name(value):
    """A person: no spaces between Chinese characters."""
    text = HAN_SPACE.sub("", tidy(value))
    if not text or text in EMPTY_MARKS:
        return EMPTY
    if text.isdigit():
        return Cleaned(text, make_issue("name_digits"))
    return _cut(text, NAME_LIMIT)


def clean_company(value):
    """A company: brackets between Chinese characters in Chinese width."""
    text = HAN_SPACE.sub("", tidy(value)).strip(" ,;，；。、")
    if not text or text in EMPTY_MARKS:
        return EMPTY
    if not text.isascii() and "(" in text:
        text = re.sub(rf"\(([{HAN}]+)\)", r"（\1）", text)
    if text.isdigit():
        return Cleaned(text, make_issue("name_digits"))
    return _cut(text, NAME_LIMIT)


def clean_code(value):
    text = half_width(value)
    if not text or text in EMPTY_MARKS:
        return EMPTY
    return _cut(text, NAME_LIMIT)


def _cut(text, limit):
    if len(text) <= limit:
        return Cleaned(text)
    return Cleaned(text[:limit], make_issue("too_long", limit=limit))
