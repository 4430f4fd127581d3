"""Which field a column is: by its heading, supported by what stands below it."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from .vocabulary import CUSTOMER_VOCABULARY, IGNORED, FieldWords

EXACT, NUMBERED, SIMILAR, CONTENT = 1.0, 0.95, 0.8, 0.5
#: below this a match is no help, only noise
LEAST = 0.45
BRACKETS = re.compile(r"[(\[{【<《][^)\]}】>》]*[)\]}】>》]")
NOISE = re.compile(r"[\W_]+")
NUMBER = re.compile(r"(?<=\D)(?:\d{1,2}|[一二三])$")

#: what a cell of a kind looks like
CONTENT_PATTERNS = {
    "email": re.compile(r"[^@＠\s]+[@＠][^@＠\s]+[.。]\w+"),
    "phone": re.compile(r"(?:\+|00)?[\d\s\-()（）/.、;,转ext#*]{7,40}", re.IGNORECASE),
    "tax_id": re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}"),
    "url": re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    "date": re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}.{0,12}"),
    "company": re.compile(
        r".{2,}(?:公司|集团|厂|中心|事务所|店|学校|医院|银行|Ltd\.?|Inc\.?|GmbH|LLC|Co\.?|Corp\.?)",
        re.IGNORECASE,
    ),
}
PATTERN_OF_KIND = {"datetime": "date"}
#: the field that content alone suggests
FIELD_OF_PATTERN = (
    ("tax_id", "vat"),
    ("email", "email"),
    ("url", "website"),
    ("company", "name"),
    ("phone", "phone"),
)
MOBILE = re.compile(r"(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")


class Match(NamedTuple):
    """``field`` or None, ``score`` 0 to 1, ``reason`` name, similar, content or ""."""

    field: str | None
    score: float
    reason: str


NO_MATCH = Match(None, 0.0, "")


def normalise(heading):
    """Fold width, case, spaces, punctuation and remarks in brackets away."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("*", "")
    bare = NOISE.sub("", BRACKETS.sub("", text))
    return bare or NOISE.sub("", text)


def known_name(heading):
    """The field of the customer vocabulary with exactly this name, or None."""
    return _index(_freeze(CUSTOMER_VOCABULARY)).get(normalise(heading))


def recognise(headings, samples, vocabulary=None):
    """Return one ``Match`` per heading; a field is given once unless it is multi.

    :param headings: texts, "" where a column has none
    :param samples: rows of texts
    :param vocabulary: ``{field: FieldWords or list of names}``
    """
    words = _freeze(CUSTOMER_VOCABULARY if vocabulary is None else vocabulary)
    columns = [_column(samples, index) for index in range(len(headings))]
    offers = []
    for index, heading in enumerate(headings):
        for match in _candidates(heading, columns[index], words):
            offers.append((match, index))
    offers.sort(key=lambda offer: (-offer[0].score, offer[1]))
    return _assign(offers, len(headings), dict(words))


def _freeze(vocabulary):
    """A hashable copy, as a key for the caches."""
    return tuple(
        (field, words if isinstance(words, FieldWords) else FieldWords("", tuple(words)))
        for field, words in vocabulary.items()
    )


@lru_cache(maxsize=16)
def _index(words):
    index = {}
    for field, spec in words:
        for name in (field, *spec.names):
            index.setdefault(normalise(name), field)
    return index


def _column(samples, index):
    cells = (row[index].strip() for row in samples if index < len(row))
    return [cell for cell in cells if cell]


def _candidates(heading, cells, words):
    """Yield the matches of one column, any order."""
    name = normalise(heading)
    if name in _ignored():
        return
    index = _index(words)
    kinds = {field: spec.kind for field, spec in words}
    for field, score, reason in _by_name(name, index):
        evidence = _evidence(kinds[field], cells)
        factor = 1.0 if evidence is None else 0.6 + 0.4 * evidence
        yield Match(field, round(score * factor, 3), reason)
    yield from _by_content(cells, kinds, bool(name))


def _by_name(name, index):
    """Yield ``(field, score, reason)`` of exact, numbered and similar names."""
    if not name:
        return
    bare = NUMBER.sub("", name)
    for text, score in ((name, EXACT), (bare, NUMBERED)):
        if text in index:
            yield index[text], score, "name"
            return
    best = {}
    for known, field in index.items():
        score = _similarity(bare, known)
        if score > best.get(field, 0):
            best[field] = score
    for field, score in best.items():
        yield field, score, "similar"


def _similarity(name, known):
    """0, or up to SIMILAR: one contains the other, or they differ by a typing error."""
    shorter, longer = sorted((name, known), key=len)
    least = 2 if longer > "\u2e80" else 4
    if len(shorter) >= least and longer.endswith(shorter):
        return SIMILAR * (0.75 + 0.25 * len(shorter) / len(longer))
    if len(shorter) >= least and shorter in longer:
        return SIMILAR * (0.6 + 0.25 * len(shorter) / len(longer))
    if len(shorter) < least + 1 or len(longer) - len(shorter) > 2:
        return 0
    ratio = SequenceMatcher(None, name, known).ratio()
    return SIMILAR * ratio if ratio >= 0.8 else 0


def _evidence(kind, cells):
    """Share of the cells that look like the kind; None when it has no look."""
    pattern = CONTENT_PATTERNS.get(PATTERN_OF_KIND.get(kind, kind))
    if pattern is None or not cells or kind == "company":
        return None
    if kind in ("date", "datetime"):
        numbers = sum(1 for cell in cells if re.fullmatch(r"[\d/.\-年月日: ]+", cell))
        return numbers / len(cells)
    return sum(1 for cell in cells if pattern.fullmatch(cell)) / len(cells)


def _by_content(cells, kinds, has_name):
    """Yield what the cells alone suggest, with a low score."""
    if len(cells) < 2:
        return
    for pattern, field in FIELD_OF_PATTERN:
        if field not in kinds:
            continue
        share = sum(1 for cell in cells if CONTENT_PATTERNS[pattern].fullmatch(cell))
        share /= len(cells)
        if pattern == "phone":
            mobiles = sum(1 for cell in cells if MOBILE.fullmatch(cell)) / len(cells)
            if mobiles < 0.5 and has_name:
                continue
            field = "mobile" if mobiles >= 0.5 and "mobile" in kinds else field
        if share >= 0.7:
            yield Match(field, round(CONTENT * share + 0.05, 3), "content")
            return


@lru_cache(maxsize=1)
def _ignored():
    return frozenset(filter(None, map(normalise, IGNORED)))


def _assign(offers, count, words):
    result = [NO_MATCH] * count
    taken = set()
    for match, index in offers:
        if result[index].field or match.score < LEAST:
            continue
        if match.field in taken and not words[match.field].multi:
            continue
        result[index] = match
        taken.add(match.field)
    return result
