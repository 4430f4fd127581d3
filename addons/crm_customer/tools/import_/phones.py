"""Telephone numbers: E.164, with ``;ext=801`` for an extension.

Chinese numbers take a short way with the patterns of ``phonenumbers`` itself, about
ten times as fast; everything else goes through the library.
"""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, ValidationResult

from .issues import EMPTY, Cleaned, failed, make_issue, shorten
from .numbers_written import restore_digits
from .texts import half_width, is_nothing

_CHINA = PhoneMetadata.metadata_for_region("CN")
MOBILE = re.compile(_CHINA.mobile.national_number_pattern)
FIXED = re.compile(_CHINA.fixed_line.national_number_pattern)
#: one number, without signs: country prefix, trunk prefix, rest
CHINESE = re.compile(r"(?:\+?86|0086)?(0?)([1-9][0-9]{8,10})")
SIGNS = re.compile(r"[\s\-()./]+")
SPLIT = re.compile(r"[,;、|\n]+|/+|\s+(?:或|和|or|and|&)\s+|(?<=\d)(?:或|和)(?=\d)")
TWO_MOBILES = re.compile(r"(?<!\d)(1[3-9]\d{9})\s+(?=1[3-9]\d{9}(?!\d))")
EXTENSION = re.compile(
    r"\s*(?:转|轉|分机号?|内线|;ext=|extension|ext\.?|x|#|,)\s*[:：.]?\s*(\d{1,7})\s*\)?$",
    re.IGNORECASE,
)
#: 0755-12345678-801 and 0755-12345678(801)
DASHED_EXTENSION = re.compile(
    r"^((?:\+?86[\s-]*)?\(?0?\d{2,3}\)?[\s-]*\d{7,8})\s*[-(—]+\s*(\d{1,6})\)?$"
)
LABEL = re.compile(r"[^\d+()]+")
#: what stands before a number and says only that it is one
NOTHING_NEW = re.compile(
    r"(?:联系|公司|办公|移动)?(?:电话|手机号?码?|座机|固话|号码)|tel|phone|mobile|cell|[手机固办宅]",
    re.IGNORECASE,
)
AREA = re.compile(r"(?:\+?86[\s-]*)?\(?(0\d{2,3})\)?[\s-]*\d{7,8}(?!\d)")
#: 0151/12345678, as Germans write an area code
AREA_SLASH = re.compile(r"^(\(?\+?\d{2,5}\)?)\s*/\s*(?=\d{5,}$)")
LOCAL = re.compile(r"\d{7,8}(?!\d)")
NUMBER = re.compile(r"\+?\(?\d[\d\s\-().]{4,}\d")


def make_phone(country):
    """Return the cleaner for numbers written in ``country``."""

    def clean_phone(value):
        text = half_width(value)
        if not text or is_nothing(text):
            return EMPTY
        if country == "CN" and (fast := _fast_chinese(text)):
            return Cleaned(fast)
        return _clean_cell(text, country)

    return clean_phone


def _fast_chinese(text):
    """E.164 of one plain Chinese number, or None."""
    match = CHINESE.fullmatch(SIGNS.sub("", text))
    if match is None or "/" in text:
        return None
    trunk, number = match.groups()
    if MOBILE.fullmatch(number) if not trunk else FIXED.fullmatch(number):
        return "+86" + number
    return None


def _clean_cell(text, country):
    text, issue = restore_digits(text)
    if issue:
        return Cleaned(None, issue)
    found, left_out, problem = [], [], None
    for piece in _with_area(_pieces(text)):
        if sum(map(str.isdigit, piece)) < 5 and found:
            left_out.append(piece)
            continue
        number, rest, code = _parse_piece(piece, country)
        if number and number not in found:
            found.append(number)
        problem = problem or code
        left_out.extend(rest)
    if not found:
        return failed(problem or "phone_invalid", text)
    return Cleaned(found[0], _cell_issue(found, left_out, problem, text), tuple(found[1:]))


def _cell_issue(found, left_out, problem, text):
    if problem == "phone_unlikely":
        return make_issue(problem, value=shorten(text))
    if problem:
        left_out = [*left_out, text]
    if left_out:
        return make_issue("phone_text", text=shorten(" ".join(left_out)))
    if len(found) > 1:
        return make_issue("several_values", count=len(found))
    return None


def _pieces(text):
    """Cut a cell with several numbers; a comma before an extension is no cut."""
    text = AREA_SLASH.sub(r"\1 ", TWO_MOBILES.sub(r"\1;", text))
    if EXTENSION.search(text) and len(SPLIT.split(EXTENSION.sub("", text))) == 1:
        return [text]
    return [piece.strip() for piece in SPLIT.split(text) if piece.strip()]


def _with_area(pieces):
    """Give 86123457 in ``0755-86123456/86123457`` the area code of its neighbour."""
    area = ""
    for piece in pieces:
        if match := AREA.match(piece):
            area = match[1]
        elif area and LOCAL.match(piece):
            piece = f"{area}-{piece}"
        yield piece


def _parse_piece(piece, country):
    """Return ``(number or None, [text left out], problem code or None)``."""
    number, extension = _cut_extension(piece)
    rest = []
    if LABEL.sub("", number) != SIGNS.sub("", number):
        found = NUMBER.search(number)
        if not found:
            return None, [], "phone_invalid"
        before, after = number[: found.start()], number[found.end() :]
        rest = [NOTHING_NEW.sub("", f"{before} {after}").strip(" :-()")]
        number = found[0]
    value, code = _parse(number, country)
    if value and extension:
        value += f";ext={extension}"
    return value, [text for text in rest if text and value], code


def _cut_extension(piece):
    match = DASHED_EXTENSION.search(piece) or None
    if match:
        return match[1], match[2]
    match = EXTENSION.search(piece)
    if match and sum(map(str.isdigit, piece[: match.start()])) >= 7:
        return piece[: match.start()], match[1]
    return piece, None


@lru_cache(maxsize=20_000)
def _parse(text, country):
    """Return ``(E.164, None)``, ``(E.164, code of a warning)`` or ``(None, code)``."""
    if country == "CN" and (fast := _fast_chinese(text)):
        return fast, None
    for candidate in _readings(text):
        try:
            number = phonenumbers.parse(candidate, country)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return _e164(number), None
    return _unlikely(text, country)


def _e164(number):
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _readings(text):
    """The number as written, then with the plus that spreadsheets swallow."""
    yield text
    digits = SIGNS.sub("", text)
    if digits.startswith("00"):
        yield "+" + digits[2:]
    elif not digits.startswith(("+", "0")) and len(digits) > 11:
        yield "+" + digits


def _unlikely(text, country):
    """A full number of a range that is not in use may be newer than the library."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None, "phone_invalid"
    result = phonenumbers.is_possible_number_with_reason(number)
    digits = len(str(number.national_number))
    if result == ValidationResult.IS_POSSIBLE and digits >= 9 and text.lstrip(" (")[:1] in "0+":
        return _e164(number), "phone_unlikely"
    if result == ValidationResult.TOO_LONG:
        return None, "phone_long"
    return None, "phone_short" if digits < 9 else "phone_invalid"
