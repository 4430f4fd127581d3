"""Countries to ISO codes, provinces to the codes of the host."""

import re
from functools import lru_cache

from babel import Locale

from .issues import EMPTY, Cleaned, failed
from .texts import half_width, is_nothing, nearest, tidy

LOCALES = ("en", "zh", "zh_Hant", "de", "fr", "es", "ja")
COUNTRY_ALIASES = {
    "CN": "中华人民共和国|中国大陆|大陆|内地|prc|chn|prchina|chinaprc|mainlandchina|"
    "peoplesrepublicofchina",
    "HK": "香港|中国香港|hongkong|hkg|hongkongsarchina",
    "MO": "澳门|中国澳门|macau|macao",
    "TW": "台湾|台湾省|中国台湾|臺灣|twn",
    "US": "美国|美利坚合众国|usa|unitedstatesofamerica|theunitedstates|america",
    "GB": "英国|大不列颠|uk|greatbritain|england|scotland|wales|gbr|britain",
    "KR": "韩国|南韩|大韩民国|korea|southkorea|republicofkorea|kor",
    "KP": "朝鲜|北韩|northkorea",
    "RU": "俄罗斯|俄国|russianfederation|rus",
    "DE": "德国|deu|ger",
    "FR": "法国|fra",
    "JP": "日本国|jpn",
    "SG": "新加坡共和国|sgp",
    "AE": "阿联酋|uae|are",
    "VN": "越南|vietnam|vnm",
    "NL": "荷兰|holland|thenetherlands|nld",
    "CZ": "捷克|捷克共和国|czechrepublic",
    "AU": "澳洲|aus",
    "CA": "can",
    "IN": "ind",
    "IT": "ita",
    "ES": "esp",
    "MY": "大马|mys",
    "TH": "泰国|tha",
    "LA": "老挝|laos",
    "MM": "burma",
    "TR": "turkey|土耳其",
    "SA": "沙特|ksa",
    "CI": "科特迪瓦|ivorycoast",
}
#: ISO 3166-2 part, code in the host (its ``res.country.state``), full name, English
PROVINCES = """
BJ 京 北京市 Beijing|SH 沪 上海市 Shanghai|TJ 津 天津市 Tianjin|CQ 渝 重庆市 Chongqing
HE 冀 河北省 Hebei|SX 晋 山西省 Shanxi|NM 蒙 内蒙古自治区 InnerMongolia|LN 辽 辽宁省 Liaoning
JL 吉 吉林省 Jilin|HL 黑 黑龙江省 Heilongjiang|JS 苏 江苏省 Jiangsu|ZJ 浙 浙江省 Zhejiang
AH 皖 安徽省 Anhui|FJ 闽 福建省 Fujian|JX 赣 江西省 Jiangxi|SD 鲁 山东省 Shandong
HA 豫 河南省 Henan|HB 鄂 湖北省 Hubei|HN 湘 湖南省 Hunan|GD 粤 广东省 Guangdong
GX 桂 广西壮族自治区 Guangxi|HI 琼 海南省 Hainan|SC 蜀 四川省 Sichuan|GZ 黔 贵州省 Guizhou
YN 滇 云南省 Yunnan|XZ 藏 西藏自治区 Tibet|SN 陕 陕西省 Shaanxi|GS 甘 甘肃省 Gansu
QH 青 青海省 Qinghai|NX 宁 宁夏回族自治区 Ningxia|XJ 新 新疆维吾尔自治区 Xinjiang
TW 台 台湾省 Taiwan|HK 港 香港特别行政区 HongKong|MO 澳 澳门特别行政区 Macau
"""
SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")
MORE_NAMES = {
    "川": "蜀",
    "贵": "黔",
    "云": "滇",
    "陇": "甘",
    "秦": "陕",
    "xizang": "藏",
    "neimenggu": "蒙",
    "macao": "澳",
}
NOISE = re.compile(r"[\W_]+")


def fold(name):
    """For comparing names: no case, spaces, punctuation."""
    return NOISE.sub("", half_width(name).casefold())


@lru_cache(maxsize=1)
def country_codes():
    """Return {folded name or code: ISO code}."""
    codes = {}
    for locale in LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ"):
                codes.setdefault(fold(name), code)
                codes.setdefault(code.lower(), code)
    for code, names in COUNTRY_ALIASES.items():
        codes.update(dict.fromkeys(names.split("|"), code))
    return codes


@lru_cache(maxsize=4096)
def clean_country(value):
    if is_nothing(half_width(value)):
        return EMPTY
    name = fold(value)
    if not name:
        return EMPTY
    codes = country_codes()
    if name in codes:
        return Cleaned(codes[name])
    return failed("country_unknown", value, _nearest_country(name, codes))


def _nearest_country(name, codes):
    """The country with the nearest name, in the script that the cell has."""
    close = nearest(name, codes, 0.75)
    if close is None:
        return None
    locale = "en" if name.isascii() else "zh"
    return Locale.parse(locale).territories[codes[close]]


@lru_cache(maxsize=1)
def provinces():
    """Return {folded name, short name, ISO part, English name: code in the host}."""
    found = dict(MORE_NAMES)
    for line in PROVINCES.strip().replace("\n", "|").split("|"):
        iso, code, name, english = line.split()
        short = next(name.removesuffix(end) for end in SUFFIXES if name.endswith(end))
        for key in (iso, f"cn{iso}", code, name, short, f"{short}省", f"{short}市", english):
            found.setdefault(key.casefold(), code)
    return found


def make_state(choices, country="CN"):
    """Return the cleaner of the provinces or states of ``country``.

    :param choices: labels "US California" or "California" to codes, for other countries
    """

    def clean_state(value):
        name = fold(value)
        if not name or is_nothing(value.strip()):
            return EMPTY
        code = find_province(name) if country == "CN" else None
        if code is None and choices:
            code = choices.find(f"{country} {value}") or choices.find(value)
        if code is not None:
            return Cleaned(code)
        if country != "CN" and not choices:
            return Cleaned(tidy(value))
        close = nearest(name, _official_names(), 0.6) if country == "CN" else None
        return failed("state_unknown", value, close)

    return lru_cache(maxsize=4096)(clean_state)


def find_province(name):
    """The host's code of a Chinese province; the name may go on with its city."""
    table = provinces()
    name = re.sub(r"(?:province|sheng|shi)$", "", name.removeprefix("中国")) or name
    if name in table:
        return table[name]
    for length in (8, 7, 6, 5, 4, 3):
        head = name[:length]
        if head.endswith(SUFFIXES) and head in table:
            return table[head]
    return None


@lru_cache(maxsize=1)
def _official_names():
    lines = PROVINCES.strip().replace("\n", "|").split("|")
    return [name.casefold() for line in lines for name in line.split()[2:]]
