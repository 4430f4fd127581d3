"""The words by which an article is found, in Chinese and in Latin script.

A Latin word is one word, folded as ``crm_customer.tools.search_key`` folds names: lower case,
without accents and width forms. Chinese has no spaces: each two characters that stand next to
each other are a word, so that a wrong character spoils two of them and not the sentence.

Words are letters and digits alone, since the text search of PostgreSQL takes others for
separators, and carry a mark in front, so that none reads as a number or an address:

- ``w``: a Latin word, and how two Chinese characters sound (帐号 and 账号: zhanghao)
- ``h``: two Chinese characters next to each other, or one that stands alone
- ``s``: two Chinese characters around a third one, which may be the wrong one
"""

import re
import unicodedata

from odoo.addons.crm_customer.tools.pinyin import HAN as HAN_CHARACTERS
from odoo.addons.crm_customer.tools.pinyin import readings
from odoo.addons.crm_customer.tools.search_key import fold

WORD, HAN, SPACED = "w", "h", "s"
LONGEST = 40
# of a long text, so many words are kept
MOST = 2000
_RUNS = re.compile(f"([{HAN_CHARACTERS}]+)")
# QM-R6, V2.1, A/B: found with and without what stands between
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)+")
_OTHERS = re.compile(r"[^0-9a-z]")


def words_of(text):
    """Yield ``(words, near, heard)`` of each Latin word and each run of Chinese in ``text``.

    ``near`` holds the words around a third character; ``heard`` how each of ``words`` sounds,
    empty where that is not known.
    """
    for run in _RUNS.split(unicodedata.normalize("NFKC", text or "")):
        if _RUNS.fullmatch(run):
            # a character that is newer than this Python has no code
            known = {character: code for character in run if (code := _plain(character))}
            codes = [known[character] for character in run if character in known]
            if codes:
                yield _pairs(codes), _spaced(codes), _sounds(run, len(codes))
        else:
            for word in _latin(run):
                yield [word], [], []


def body_words(text):
    """Return the words of a long text, each once."""
    return _unique(word for words, _near, _heard in words_of(text) for word in words)


def title_words(text):
    """Return the words of a title: single characters, near misses and sounds as well."""
    found = []
    for words, near, heard in words_of(text):
        found += words + near + heard
    characters = "".join(_RUNS.findall(unicodedata.normalize("NFKC", text or "")))
    codes = filter(None, map(_plain, characters))
    return _unique([*found, *(HAN + code for code in codes)])


def joined(words):
    """Return ``words`` as one text that has a blank around each of them."""
    return f" {' '.join(words)} " if words else ""


def _unique(words):
    return list(dict.fromkeys(words))[:MOST]


def _plain(text):
    return _OTHERS.sub("", fold(text).lower())


def _latin(text):
    """Return the words of a text without Chinese: each, and codes once more in one."""
    found = (_OTHERS.sub("", word.lower()) for word in fold(text).split())
    codes = (_plain(code) for code in _CODE.findall(text))
    return [WORD + word[:LONGEST] for word in (*found, *codes) if word]


def _pairs(codes):
    if len(codes) == 1:
        return [HAN + codes[0]]
    return [HAN + first + second for first, second in zip(codes, codes[1:], strict=False)]


def _spaced(codes):
    return [SPACED + first + third for first, third in zip(codes, codes[2:], strict=False)]


def _sounds(run, count):
    heard = next(iter(readings(run)), [])
    if len(heard) != count:
        return []
    plain = [_plain(syllable) for syllable in heard]
    return [WORD + first + second for first, second in zip(plain, plain[1:], strict=False)]
