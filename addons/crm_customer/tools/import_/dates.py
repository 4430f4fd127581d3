"""Dates and times as people, spreadsheets and programs write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..care.written import parse as parse_yearly
from .issues import EMPTY, Cleaned, failed, make_issue
from .texts import half_width, is_nothing
from .xlsx_sheet import serial_to_iso

YEARS = range(1900, 2101)
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
TIME = re.compile(
    r"[T\s]*(上午|下午|中午|晚上|凌晨|[ap]\.?m\.?)?\s*(\d{1,2})[:：时点](\d{1,2})?(?:[:：分](\d{1,2}))?(?:[.,]\d+)?秒?分?"
    r"\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*[日号]?")
YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.\s])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
SHORT_YEAR = re.compile(r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?")
WORD_MIDDLE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*([a-z]+)\.?[\s\-.,/]*(\d{4}|\d{2})")
WORD_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
WEEKDAY = re.compile(r"^[a-z]{3,9},\s*|\s*(?:星期|周|礼拜)[一二三四五六日天]\s*", re.IGNORECASE)


class _Range(ValueError):
    """A date that is well written but out of ``YEARS``."""


def make_date(profile, day_first=None):
    """Return the cleaner of a column; ``day_first``: what to take without evidence."""
    read = _make_reader(profile, day_first)

    def clean_date(value):
        return _clean(value, read, _date_text)

    return lru_cache(maxsize=20_000)(clean_date)


def make_yearly(profile, day_first=None):
    """Return the cleaner of days that come back: the year may lack, or the day be lunar."""
    clean_date = make_date(profile, day_first)

    def clean_yearly(value):
        cleaned = clean_date(value)
        if cleaned.issue is None or cleaned.issue.code != "date_invalid":
            return cleaned
        text = half_width(value).strip()
        try:
            parse_yearly(text)
        except ValueError:
            return cleaned
        return Cleaned(text)

    return clean_yearly


def make_datetime(profile, zone, day_first=None):
    """Return the cleaner of a column written in the time ``zone``; values are in UTC."""
    read = _make_reader(profile, day_first)
    tz = ZoneInfo(zone)

    def clean_datetime(value):
        return _clean(value, read, lambda day, clock: _utc_text(day, clock, tz))

    return lru_cache(maxsize=20_000)(clean_datetime)


def _clean(value, read, write):
    text = WEEKDAY.sub(" ", half_width(value)).strip().lower()
    if not text or is_nothing(text):
        return EMPTY
    try:
        text, clock = _cut_time(text)
        day, issue = read(text)
        return Cleaned(write(day, clock), issue)
    except _Range:
        return failed("date_range", value)
    except (ValueError, OverflowError):
        return failed("date_invalid", value)


def _date_text(day, _clock):
    return day.isoformat()


def _utc_text(day, clock, tz):
    if clock is None:
        clock = time()
    moment = datetime.combine(day, clock)
    if clock.tzinfo is None:
        moment = moment.replace(tzinfo=tz)
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _cut_time(text):
    """Split ``2024-03-05 10:00`` into the date's text and a time or None."""
    if SERIAL.fullmatch(text):
        return _from_serial(text)
    match = TIME.search(text)
    if not match or not match.start():
        return text, None
    before, hour, minute, second, after, zone = match.groups()
    hour = _hour(int(hour), (before or after or "").replace(".", ""))
    tz = _zone(zone) if zone else None
    return text[: match.start()].strip(), time(hour, int(minute or 0), int(second or 0), 0, tz)


def _from_serial(text):
    iso = serial_to_iso(text)
    if iso == text:
        raise ValueError(text)
    day, _space, clock = iso.partition(" ")
    return day, time.fromisoformat(clock) if clock else None


def _hour(hour, half):
    if half in ("pm", "下午", "晚上") and hour < 12:
        return hour + 12
    if half in ("am", "上午", "凌晨") and hour == 12:
        return 0
    return hour


def _zone(text):
    if text in ("z", "utc"):
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _make_reader(profile, day_first):
    evidence = profile.day_first if profile else None

    def read(text):
        """Return ``(date, issue or None)``; raise ValueError for no date."""
        for pattern in (YEAR_FIRST, COMPACT):
            if match := pattern.fullmatch(text):
                return _day(*map(int, match.groups())), None
        if match := YEAR_LAST.fullmatch(text):
            return _year_last(match, evidence, day_first)
        return _written_out(text)

    return read


def _year_last(match, evidence, day_first):
    first, separator, second, year = match.groups()
    first, second, year = int(first), int(second), _full_year(year)
    if evidence is None and separator == ".":
        evidence = True
    if first > 12 or second > 12 or first == second or evidence is not None:
        is_day_first = first > 12 or (second <= 12 and bool(evidence))
        return _in_order(year, first, second, is_day_first), None
    read = _in_order(year, first, second, bool(day_first))
    other = _in_order(year, first, second, not day_first)
    return read, make_issue("date_ambiguous", other.isoformat(), read=read.isoformat())


def _in_order(year, first, second, is_day_first):
    return _day(year, second, first) if is_day_first else _day(year, first, second)


def _written_out(text):
    if match := SHORT_YEAR.fullmatch(text):
        year, month, day = match.groups()
        return _day(_full_year(year), int(month), int(day)), None
    if match := YEAR_MONTH.fullmatch(text):
        return _day(int(match[1]), int(match[2]), 1), make_issue("date_incomplete")
    if match := WORD_MIDDLE.fullmatch(text):
        return _day(_full_year(match[3]), _month(match[2]), int(match[1])), None
    if match := WORD_FIRST.fullmatch(text):
        return _day(int(match[3]), _month(match[1]), int(match[2])), None
    raise ValueError(text)


def _month(name):
    if name not in MONTHS:
        raise ValueError(name)
    return MONTHS[name]


def _full_year(text):
    """Two digits: 70 to 99 are of the last century."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _day(year, month, day):
    if year not in YEARS:
        date(2000, month, min(day, 28))
        raise _Range(year)
    return date(year, month, day)
