"""One line of a Chinese address, split into province, city, district and street.

Pure functions. Provinces and prefecture-level units come from ``address_cn.txt``; districts and
counties are recognised by how their names end. Nothing is guessed beyond that, and nothing gets
lost: what is not recognised stays in the street. Dropped are only separators and the placeholder
市辖区.

``address_cn.txt``: a province per ``#`` line, a prefecture-level unit (or one that the province
administers itself) per other line, followed by its county-level cities without their 市. A slash
ends the short name where the name does not simply end in 省, 市 or 县.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

SEPARATORS = " \t\r\n\u3000,，、/|·;；-—"
COUNTRIES = ("中华人民共和国", "中国")
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# cities whose districts start with 市: 济南市中区 is 济南 + 市中区
MARKET_DISTRICTS = {
    "济南市": ("市中区",),
    "枣庄市": ("市中区",),
    "内江市": ("市中区",),
    "乐山市": ("市中区",),
    "青岛市": ("市南区", "市北区"),
}
# short names that are words too (中山大学, 北海公园, 大理石): only after their province
WORDS = frozenset(
    [
        "东方",
        "中山",
        "白沙",
        "朝阳",
        "新星",
        "双河",
        "白银",
        "北海",
        "大理",
        "九龙",
        "黄山",
        "白杨",
        "乐东",
        "新界",
        "安康",
        "来宾",
        "路环",
    ]
)
# after a short name these say that a street or a place is named after the city
NOT_SHORT = re.compile(
    r"[东西南北中]?[一二三四五六七八九十]*(路|街|道|大道|大街|巷|弄|胡同|里)|[区县市旗镇乡村省]"
)
AUTONOMOUS = re.compile(r"[^\W\d_]{2,14}?族自治[县旗]")
BANNER = re.compile(r"[^\W\d_]{1,9}?旗(?!舰|杆|下)")
ZONE = re.compile(
    r"[^\W\da-zA-Z_镇路村街号]{1,12}?(?:开发区|园区|新区|保税区|示范区|合作区|管理区)(?!路|街|大道)"
)
DISTRICT = re.compile(
    r"[^\W\da-zA-Z_号栋室]{1,6}?"
    r"(?:区(?![间域])|县(?![政医委道])|市(?!场|民|政|委|医|辖区))"
)
NO_DISTRICT = re.compile(
    r".*(?:小|社|景|校|厂|片|街|库|住宅|生活|服务|居住|宿舍|别墅|住)区$|.+[镇路乡村街道].+$"
)
KEPT = re.compile(r".+[镇路乡村道][区县市]$")


#: no name of a place has more characters
LONGEST = 20


class Unit(NamedTuple):
    """A province or a prefecture-level unit: ``name`` in full, ``short`` as people say it."""

    name: str
    short: str
    province: str
    cities: tuple

    @property
    def spellings(self):
        """All ways to write it, the longest first."""
        ending = self.name[-1] if len(self.name) > len(self.short) else ""
        return sorted({self.name, self.short + ending, self.short}, key=len, reverse=True)


def split_address(text):
    """Split ``text`` into its parts.

    >>> split_address("深圳市南山区科技园科苑路15号")["state"]
    '广东省'

    :return: dict with the keys ``country``, ``state``, ``city``, ``district`` and ``street``, each
        a string, empty when the text does not say it; province and city by their full names
    """
    rest = (text or "").strip(SEPARATORS)
    country, after = _take_country(rest)
    province, after = _take_province(after)
    city, after = _take_city(after, province)
    if not province and not city:
        country, after = "", rest
    if city and not province:
        province = _unit(city).province
    if not city and province in MUNICIPALITIES:
        city = province
    district, street = _take_district(after, province, city)
    return {
        "country": country,
        "state": province,
        "city": city,
        "district": district,
        "street": street,
    }


def _take(text, length):
    return text[:length], text[length:].lstrip(SEPARATORS)


def _take_country(text):
    for name in COUNTRIES:
        if text.startswith(name):
            return "中国", _take(text, len(name))[1]
    return "", text


def _take_province(text):
    province, length = _longest(text, _province_index())
    city, city_length = _longest(text, _city_index())
    if not province or (city and city_length > length):
        return "", text
    return province.name, _take(text, length)[1]


def _take_city(text, province):
    if province in MUNICIPALITIES:
        length = next((len(name) for name in (province, "市辖区") if text.startswith(name)), 0)
        return province, _take(text, length)[1]
    unit, length = _longest(text, _city_index(), province)
    if unit:
        if text[: length + 2].endswith(MARKET_DISTRICTS.get(unit.name, ("\0",))):
            length = len(unit.short)
        return unit.name, _take(text, length)[1]
    return _city_of_county(text, province), text


def _longest(text, index, province=""):
    """Return (unit, length) of the longest spelling that ``text`` starts with.

    :param dict index: ``{spelling: [units]}``
    :param province: the one that stands before, so that words mean places in it
    """
    for length in range(min(LONGEST, len(text)), 0, -1):
        spelling = text[:length]
        for unit in index.get(spelling, ()):
            if province in ("", unit.province) and _may_be(unit, spelling, text, bool(province)):
                return unit, length
    return None, 0


def _may_be(unit, spelling, text, known):
    """Tell whether ``spelling`` at the start of ``text`` means ``unit``, not a street or a word."""
    if spelling != unit.short or spelling[-1] in "市县":
        return True
    if spelling in WORDS and not known:
        return False
    return not NOT_SHORT.match(text[len(spelling) :])


def _city_of_county(text, province):
    """Name the prefecture-level unit of the county-level city or county that comes first."""
    index = _county_index()
    found = [
        place
        for length in range(1, min(LONGEST, len(text)) + 1)
        for place, unit in index.get(text[:length], ())
        if province in ("", unit.province)
    ]
    return _units()[min(found)].name if found else ""


def _take_district(text, province, city):
    for name in MARKET_DISTRICTS.get(city, ()):
        if text.startswith(name):
            return _take(text, len(name))
    patterns = [AUTONOMOUS, DISTRICT, ZONE]
    if province in ("", "内蒙古自治区"):
        patterns.insert(1, BANNER)
    for pattern in patterns:
        match = pattern.match(text)
        if match:
            length = match.end()
            if text[length - 1] == "市" and text[length : length + 1] in ("区", "市"):
                length += 1  # 沙市区, 新市区, 津市市
            if _is_district(text[:length]):
                return _take(text, length)
    return "", text


def _is_district(name):
    return len(name) > 1 and (not NO_DISTRICT.match(name) or bool(KEPT.match(name)))


@cache
def _load():
    """Read the file: (provinces, units)."""
    provinces, units = [], []
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    for line in filter(None, lines):
        name, *cities = line.removeprefix("# ").split(" ")
        short, slash, _ending = name.partition("/")
        name = name.replace("/", "")
        if not slash:
            short = re.sub("[省市县]$", "", name)
        if line.startswith("#"):
            provinces.append(Unit(name, short, name, ()))
        else:
            units.append(Unit(name, short, provinces[-1].name, tuple(cities)))
    provinces += [Unit(name, name[:-1], name, ()) for name in MUNICIPALITIES]
    return tuple(provinces), tuple(units)


def _provinces():
    return _load()[0]


def _units():
    return _load()[1]


def _index(units):
    """Return ``{spelling: [units]}``, in the order of ``units``."""
    index = {}
    for unit in units:
        for spelling in unit.spellings:
            index.setdefault(spelling, []).append(unit)
    return index


@cache
def _province_index():
    return _index(_provinces())


@cache
def _city_index():
    return _index(_units())


@cache
def _county_index():
    """Return ``{county or county-level city: [(place of its unit, unit)]}``."""
    index = {}
    for place, unit in enumerate(_units()):
        for name in [*(city + "市" for city in unit.cities), unit.short + "县"]:
            index.setdefault(name, []).append((place, unit))
    return index


@cache
def _unit(name):
    return next(unit for unit in _units() if unit.name == name)
