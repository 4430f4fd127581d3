"""Chinese names in Latin letters: full pinyin without tones, and initials.

Characters with several readings are read by the words they stand in (重庆 chongqing,
银行 yinhang: phrases of pypinyin); what may be a person's name is read a second time
with its surname as surnames are read (单 shan, 仇 qiu).
"""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg import mmseg

# surnames read otherwise than the character usually is
SURNAMES = {
    "秘": "bi",
    "卜": "bu",
    "种": "chong",
    "重": "chong",
    "都": "du",
    "不": "fou",
    "盖": "ge",
    "句": "gou",
    "黑": "he",
    "阚": "kan",
    "缪": "miao",
    "佴": "nai",
    "乜": "nie",
    "区": "ou",
    "朴": "piao",
    "繁": "po",
    "覃": "qin",
    "仇": "qiu",
    "单": "shan",
    "召": "shao",
    "折": "she",
    "洗": "xian",
    "解": "xie",
    "郇": "xun",
    "乐": "yue",
    "员": "yun",
    "藏": "zang",
    "曾": "zeng",
    "查": "zha",
    "祭": "zhai",
    "翟": "zhai",
}
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(f"[{HAN}]+")
# no person's name is longer
PERSON_LENGTH = 4


def readings(name):
    """Return the pinyin of every run of Chinese characters in ``name``.

    :return: list of lists of syllables; a run that may be a person's name with a
        surname of its own reading stands twice
    """
    return [list(syllables) for run in _RUN.findall(name) for syllables in _read(run)]


def pinyin_words(name):
    """Return what people type for ``name``: joined syllables, then initials.

    >>> pinyin_words("单伟")
    ['danwei', 'dw', 'shanwei', 'sw']
    """
    words = []
    for syllables in readings(name):
        words.append("".join(syllables))
        words.append("".join(syllable[0] for syllable in syllables))
    return list(dict.fromkeys(words))


@lru_cache(maxsize=4096)
def _read(run):
    usual = _syllables(run)
    result = [usual] if usual else []
    if run[0] in SURNAMES and len(run) <= PERSON_LENGTH:
        result.append((SURNAMES[run[0]], *_syllables(run[1:])))
    return result


def _syllables(run):
    """Read word by word, as pypinyin does; words come back again and again."""
    return tuple(syllable for word in mmseg.seg.cut(run) for syllable in _read_word(word))


@lru_cache(maxsize=65536)
def _read_word(word):
    syllables = lazy_pinyin(word, style=Style.NORMAL, errors="ignore")
    # ü is typed v
    return tuple(syllable.lower().replace("ü", "v").replace("ê", "e") for syllable in syllables)
