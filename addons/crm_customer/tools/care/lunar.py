"""The Chinese lunar calendar from 1900 to 2100. Pure: no ``env``.

Conversion is that of the library ``borax``; here are the few questions that we ask. Its table
agrees with the astronomical one on all days up to 2056. On three later new moons that fall within
minutes of midnight (September 2057, September 2089, August 2097) almanacs differ by a day.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from borax.calendars.lunardate import InvalidLunarDateError, LCalendars, LunarDate

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_DAY, LAST_DAY = date(1900, 1, 31), date(2101, 1, 28)


class LunarDay(NamedTuple):
    year: int  # the solar year in which the lunar one begins
    month: int
    day: int
    leap: bool = False  # in the leap month that follows month ``month``


def to_lunar(day):
    """Return the ``LunarDay`` of a ``date``.

    :raise ValueError: before 31 January 1900 or after 28 January 2101
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} is outside of {FIRST_DAY} to {LAST_DAY}")
    lunar = LunarDate.from_solar(day)
    return LunarDay(lunar.year, lunar.month, lunar.day, bool(lunar.leap))


@lru_cache(maxsize=4096)
def to_solar(lunar):
    """Return the ``date`` of a ``LunarDay``.

    :raise ValueError: a day that this lunar year does not have
    """
    try:
        return LunarDate(lunar.year, lunar.month, lunar.day, int(lunar.leap)).to_solar_date()
    except InvalidLunarDateError as error:
        raise ValueError(f"{lunar} does not exist") from error


@lru_cache(maxsize=256)
def month_lengths(year):
    """Return ``{(month, leap): 29 or 30}`` of a lunar year.

    :raise ValueError: before 1900 or after 2100
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is outside of {FIRST_YEAR} to {LAST_YEAR}")
    return {(month, bool(leap)): days for month, days, leap in LCalendars.iter_year_month(year)}
