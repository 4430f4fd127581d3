"""Yearly dates as people write them. Pure: no ``env``."""

import re
from datetime import date, datetime
from typing import NamedTuple

from .recurrence import LUNAR, SOLAR, day_exists

DIGITS = "〇一二三四五六七八九"
MONTHS = "正二三四五六七八九十冬腊"
VALUES = {char: value for value, char in enumerate(DIGITS)} | {"零": 0, "两": 2}
NUMBER = r"[0-9〇零一二两三四五六七八九十廿卅]+"
LUNAR_SIGN = re.compile(r"农历|農曆|阴历|陰曆|旧历|旧曆|lunar", re.IGNORECASE)
SOLAR_SIGN = re.compile(r"公历|公曆|阳历|陽曆|新历|solar", re.IGNORECASE)
LEAP_SIGN = re.compile(r"闰|閏|leap", re.IGNORECASE)
CHINESE = re.compile(
    rf"^(?:(?P<year>{NUMBER})年)?(?P<month>正|冬|腊|臘|{NUMBER})月初?(?P<day>{NUMBER})[日号號]?$"
)
NUMERIC = re.compile(r"^(?:(?P<year>\d{4})[-/.])?(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})$")
COMPACT = re.compile(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})$")
NAMED_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


class Written(NamedTuple):
    calendar: str
    month: int
    day: int
    leap: bool = False
    year: int | None = None


def parse(value):
    """Return the ``Written`` that ``value`` says.

    Understood are a ``date``, 1985-03-12, 1985/3/12, 19850312, 03-12, 3月12日, 农历八月十五,
    1985年农历闰六月初五, lunar 8-15, leap lunar 6-5. A month in words (正月, 腊月) or a day
    with 初 is lunar; month before day.

    :raise ValueError: what cannot be read as a day that exists
    """
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Written(SOLAR, day.month, day.day, False, day.year)
    text, calendar, leap = _without_signs(str(value))
    match = CHINESE.match(text) or NUMERIC.match(text) or COMPACT.match(text)
    if not match:
        raise ValueError(f"{value!r} is no date")
    if calendar is None:
        calendar = LUNAR if leap or re.search("[正冬腊臘]月|月初|[廿卅]", text) else SOLAR
    year = match["year"] and _year(match["year"])
    month = NAMED_MONTHS.get(match["month"]) or _number(match["month"])
    written = Written(calendar, month, _number(match["day"]), leap, year or None)
    if not day_exists(*written):
        raise ValueError(f"{value!r} is a day that does not exist")
    return written


def _without_signs(text):
    """Take the words for the calendar and the leap month out of ``text``.

    :return: (text, calendar or None, whether of a leap month)
    """
    text, lunar = LUNAR_SIGN.subn("", text)
    text, solar = SOLAR_SIGN.subn("", text)
    text, leap = LEAP_SIGN.subn("", text)
    calendar = LUNAR if lunar else SOLAR if solar else None
    return re.sub(r"\s+", "", text), calendar, bool(leap)


def _year(text):
    if text.isdecimal():
        return int(text)
    return int("".join(str(VALUES[char]) for char in text if char in VALUES) or 0)


def _number(text):
    """Return the value of "15", "十五", "廿三" or "二十三".

    :raise ValueError: none of them
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if any(part and (len(part) > 1 or part not in VALUES) for part in (tens, ones)):
        raise ValueError(f"{text!r} is no number")
    return (VALUES.get(tens, 1) * 10 if ten else 0) + VALUES.get(ones, 0)


def written_text(written, chinese=False):
    """Return how ``written`` is shown; ``parse`` reads it again.

    :param chinese: lunar dates in Chinese words, else with digits
    """
    calendar, month, day, leap, year = written
    if calendar == SOLAR:
        return f"{year:04d}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"
    if chinese:
        start = f"{year}年" if year else ""
        return f"{start}农历{'闰' if leap else ''}{MONTHS[month - 1]}月{_day_in_words(day)}"
    start = f"{year}-" if year else ""
    return f"{'Leap lunar' if leap else 'Lunar'} {start}{month:02d}-{day:02d}"


def _day_in_words(day):
    if day <= 10:
        return "初" + (DIGITS[day] if day < 10 else "十")
    tens, ones = divmod(day, 10)
    if not ones:
        return f"{DIGITS[tens]}十"
    return ("", "十", "廿")[tens] + DIGITS[ones]
