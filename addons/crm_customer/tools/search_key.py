"""The text by which a partner is found, and the patterns that find it.

``search_text`` folds everything a partner is known by into one text, on which one
trigram index serves every kind of question. ``search_patterns`` turns what a user
typed into LIKE patterns on that text.

Letters beyond ASCII are encoded, because pg_trgm sees in them, depending on the
locale, no letters at all, and because one Chinese character alone makes no trigram.
A Han character of the BMP becomes ``~`` and three characters, any other letter ``^``
and four, always ending in a capital; so one character is a word of its own to
pg_trgm and yields its trigrams. Folded Latin text has neither these marks nor
capitals: a code never looks like text, and LIKE, which minds capitals, is exact.
"""

import re
import unicodedata
from functools import lru_cache

from .pinyin import pinyin_words

BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CAPITALS = BASE36[10:]
HAN_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x3007, 0x3007))
PHONE = re.compile(r"[\d\s()+./\-#x*]+", re.IGNORECASE)
MIN_PHONE = 4
FIELD = "|"
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_SPACES = re.compile(r" +")
# letters that normalisation leaves whole
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def fold(text):
    """Return ``text`` lower, without accents, width forms and punctuation, encoded."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
        text = unicodedata.normalize("NFD", text)
    text = text.lower()
    return _SPACES.sub(" ", "".join(map(_fold_character, text))).strip()


def digits(text):
    """Return the digits of ``text``, of any script."""
    return "".join(str(unicodedata.digit(char)) for char in text if char.isdigit())


def search_text(names=(), codes=(), phones=()):
    """Return the text by which a partner is found.

    :param names: names of any script, e-mail addresses
    :param codes: references and numbers, found with and without their separators
    :param phones: telephone numbers as they were typed
    """
    parts = [fold(name) for name in names if name]
    for name in names:
        parts += pinyin_words(name or "")
    for code in codes:
        folded = fold(code or "")
        parts += [folded, folded.replace(" ", "")]
    parts += _phone_parts(phones)
    unique = dict.fromkeys(part for part in parts if part)
    return f" {f' {FIELD} '.join(unique)} "


def search_patterns(query):
    """Return the LIKE patterns of what a user typed.

    Folded text has no wildcards, so nothing is to be escaped.

    :return: list of lists: a text matches when of every list one pattern does
    """
    words = [folded for folded in map(fold, query.split()) if folded]
    patterns = [[_word_pattern(word)] for word in words]
    if len(words) > 1 and patterns[0][0].startswith("% "):
        # the first word may be the end of a longer one
        patterns[0].append(f"%{fold(query)}%")
    # 138 0013 8000 is three words, or one number
    numbers = _phone_patterns(query)
    return [list(dict.fromkeys(group + numbers)) for group in patterns]


@lru_cache(maxsize=65536)
def _fold_character(char):
    if char in _ASCII_WORD:
        return char
    if unicodedata.combining(char):
        return ""
    if not char.isalnum():
        return " "
    if char.isdigit():
        return str(unicodedata.digit(char))
    return _encode(ord(char))


def _encode(number):
    offset = 0
    for start, end in HAN_RANGES:
        if start <= number <= end:
            return "~" + _code(offset + number - start, 3)
        offset += end - start + 1
    return "^" + _code(number, 4)


def _code(number, length):
    number, last = divmod(number, len(CAPITALS))
    code = CAPITALS[last]
    for _place in range(length - 1):
        number, last = divmod(number, 36)
        code = BASE36[last] + code
    return code


def _word_pattern(folded):
    # too short for a trigram: the beginning of a word
    short = len(folded) < 3 and not folded.startswith(("~", "^"))
    return f"% {folded}%" if short else f"%{folded}%"


def _phone_parts(phones):
    """Numbers that end another one are found by it."""
    numbers = sorted({digits(phone) for phone in phones if phone}, key=len, reverse=True)
    kept = []
    for number in numbers:
        if number and not any(number in other for other in kept):
            kept.append(number)
    return kept


def _phone_patterns(query):
    """Patterns of a number as people write it, with or without country and trunk code."""
    query = unicodedata.normalize("NFKC", query).strip()
    number = digits(query)
    if len(number) < MIN_PHONE or not PHONE.fullmatch(query):
        return []
    forms = [number]
    if query.startswith("+") or number.startswith("00"):
        national = number.removeprefix("00")
        # the length of the country code is not known here
        forms += [national[length:] for length in (0, 1, 2, 3)]
    elif number.startswith("0"):
        forms.append(number[1:])
    long_enough = [form for form in forms if len(form) >= 6 or form == number]
    return [f"%{form}%" for form in dict.fromkeys(long_enough)]
