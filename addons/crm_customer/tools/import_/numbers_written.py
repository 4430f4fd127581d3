"""Numbers as people and spreadsheets write them: amounts, counts, truth values."""

import re

from .issues import EMPTY, Cleaned, failed, make_issue
from .texts import half_width, is_nothing

SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
CURRENCY = re.compile(r"(?:RMB|CNY|USD|EUR|HKD|US|HK|人民币|[¥$€£])|元整?|圆整?|整$", re.IGNORECASE)
UNITS = {
    "万": 10**4,
    "亿": 10**8,
    "千": 1000,
    "百万": 10**6,
    "千万": 10**7,
    "k": 1000,
    "m": 10**6,
    "w": 10**4,
}
UNIT = re.compile(r"(百万|千万|万|亿|千|[kKmMwW])$")
PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
GROUPED = re.compile(r"[-+]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")
GROUPED_POINT = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
COMMA = re.compile(r"[-+]?\d+,\d+")
YES = frozenset(
    [
        "是",
        "对",
        "有",
        "真",
        "启用",
        "同意",
        "已",
        "√",
        "✓",
        "✔",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "on",
        "x",
        "o",
        "1.0",
    ]
)
NO = frozenset(
    [
        "否",
        "不",
        "没有",
        "假",
        "停用",
        "不同意",
        "未",
        "×",
        "✗",
        "✘",
        "n",
        "no",
        "false",
        "f",
        "0",
        "off",
        "0.0",
    ]
)


def restore_digits(text):
    """Write 1.38001380001E+10 in full, or say that digits are lost.

    :return: ``(text, issue or None)``
    """
    match = SCIENTIFIC.fullmatch(text)
    if match is None:
        if text.endswith(".0") and text[:-2].isdigit():
            return text[:-2], None
        return text, None
    digits = match[1] + (match[2] or "")
    power = int(match[3])
    if len(digits) - 1 < power:
        return text, make_issue("damaged_number", value=text)
    return digits[: power + 1], None


def make_float(profile):
    """Return the cleaner of amounts; ``profile`` says if the comma is decimal."""
    decimal_comma = bool(profile and profile.decimal_comma)

    def clean_float(value):
        text = half_width(value)
        if not text or is_nothing(text):
            return EMPTY
        number = read_number(text, decimal_comma)
        return failed("number_invalid", value) if number is None else Cleaned(number)

    return clean_float


def make_integer(profile):
    clean_float = make_float(profile)

    def clean_integer(value):
        cleaned = clean_float(value)
        if cleaned.value is None:
            return cleaned
        if cleaned.value != int(cleaned.value) or abs(cleaned.value) >= 2**53:
            return failed("integer_invalid", value, str(round(cleaned.value)))
        return Cleaned(int(cleaned.value))

    return clean_integer


def clean_boolean(value):
    text = half_width(value).casefold()
    if not text or is_nothing(text) and text not in NO:
        return EMPTY
    if text in YES:
        return Cleaned(True)
    if text in NO:
        return Cleaned(False)
    return failed("boolean_invalid", value)


def read_number(text, decimal_comma=False):
    """Return the float that the text means, or None."""
    text = CURRENCY.sub("", text).strip()
    is_negative = text.startswith("(") and text.endswith(")")
    text = text.strip("() ").replace("−", "-")
    factor = 1.0
    if text.endswith("%"):
        text, factor = text[:-1].strip(), 0.01
    elif unit := UNIT.search(text):
        text, factor = text[: unit.start()].strip(), UNITS[unit[1].lower()]
    number = _plain(text, decimal_comma)
    if number is None:
        return None
    number = round(number * factor, 10) if factor != 1 else number
    return -number if is_negative else number


def _plain(text, decimal_comma):
    if SCIENTIFIC.fullmatch(text):
        return float(text.replace(",", "."))
    if decimal_comma and GROUPED_POINT.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(text):
        return float(text)
    if not decimal_comma and GROUPED.fullmatch(text):
        return float(re.sub(r"[,' ]", "", text))
    if COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if GROUPED_POINT.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if GROUPED.fullmatch(text):
        return float(re.sub(r"[,' ]", "", text))
    return None
