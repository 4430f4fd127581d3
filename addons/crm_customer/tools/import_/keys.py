"""By what two rows, or a row and a record, are the same customer."""

import re
from array import array
from hashlib import blake2b
from typing import NamedTuple, Protocol

from .texts import half_width

NOISE = re.compile(r"[\W_]+")
LEGAL_FORMS = (
    ("有限责任公司", "有限公司"),
    ("companylimited", "coltd"),
    ("colimited", "coltd"),
    ("companyltd", "coltd"),
    ("limited", "ltd"),
    ("incorporated", "inc"),
    ("corporation", "corp"),
)
#: how sure a match by the kind is
SCORES = {
    "external": 1.0,
    "code": 1.0,
    "vat": 0.99,
    "email": 0.95,
    "phone_name": 0.95,
    "name": 0.9,
}


def name_key(name):
    """The name without case, width, spaces, punctuation; legal forms written one way."""
    key = NOISE.sub("", half_width(name).casefold())
    for form, short in LEGAL_FORMS:
        if key.endswith(form):
            return key.removesuffix(form) + short
    return key


def match_keys(values, more=None):
    """Return ``[(kind, key)]``, strongest first.

    :param values: cleaned values: external_key, code, vat, email, phone, mobile, name,
        contact_name; others do not count
    :param more: ``{field: [values]}``: further phones and mails of the row
    """
    more = more or {}
    keys = [
        (kind, str(values[field]).casefold())
        for kind, field in (("external", "external_key"), ("code", "code"), ("vat", "vat"))
        if values.get(field)
    ]
    name = values.get("name") or values.get("contact_name")
    folded = name_key(name) if name else ""
    keys += [("email", email) for email in _all(values, more, "email")]
    if folded:
        numbers = _all(values, more, "mobile", "phone")
        phones = dict.fromkeys(number.partition(";")[0] for number in numbers)
        keys += [("phone_name", f"{phone}|{folded}") for phone in phones]
        if values.get("name"):
            keys.append(("name", folded))
    return keys


def _all(values, more, *fields):
    found = []
    for field in fields:
        if values.get(field):
            found.append(values[field])
        found += more.get(field, ())
    return found


class Duplicate(NamedTuple):
    number: int
    kind: str


class DuplicateFinder:
    """Finds rows of a file with a key that an earlier row has.

    An open-addressing table of hashes (8 bytes) and row numbers (4 bytes): a million
    rows of four keys take 100 MB. Two keys of a million rows share a hash with a
    probability of 1 in 10 million.

    :param kinds: kinds of keys that count; None for all
    """

    def __init__(self, kinds=None):
        self._kinds = None if kinds is None else frozenset(kinds)
        self._count = 0
        self._resize(1 << 12)

    def add(self, number, keys):
        """Remember the row; return the first row with one of its keys, or None."""
        found = None
        for kind, key in keys:
            if self._kinds is None or kind in self._kinds:
                first = self._put(_hash(kind, key), number)
                if found is None and first != number:
                    found = Duplicate(first, kind)
        return found

    def _put(self, code, number):
        """Return the row that has this hash: the earlier one, or ``number``."""
        hashes, mask = self._hashes, self._mask
        slot = code & mask
        while (present := hashes[slot]) != code:
            if not present:
                hashes[slot] = code
                self._numbers[slot] = number
                self._count += 1
                if self._count * 3 > mask * 2:
                    self._grow()
                return number
            slot = (slot + 1) & mask
        return self._numbers[slot]

    def _resize(self, size):
        self._mask = size - 1
        self._hashes = array("Q", bytes(8 * size))
        self._numbers = array("I", bytes(4 * size))

    def _grow(self):
        old_hashes, old_numbers = self._hashes, self._numbers
        self._resize(2 * len(old_hashes))
        hashes, numbers, mask = self._hashes, self._numbers, self._mask
        for code, number in zip(old_hashes, old_numbers, strict=True):
            if code:
                slot = code & mask
                while hashes[slot]:
                    slot = (slot + 1) & mask
                hashes[slot] = code
                numbers[slot] = number


def _hash(kind, key):
    """Eight bytes, the same in every process; never 0."""
    digest = blake2b(f"{kind}\0{key}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


class Candidate(NamedTuple):
    id: int
    score: float
    kind: str


class Matcher(Protocol):
    """Finds the existing records that a row may be, best first."""

    def match(self, keys) -> list[Candidate]: ...


class ExactMatcher:
    """Records with one of the row's keys; a key of several records gives all of them.

    :param index: ``{(kind, key): [ids]}``
    """

    def __init__(self, index):
        self._index = index

    def match(self, keys):
        best = {}
        for kind, key in keys:
            for record_id in self._index.get((kind, key), ()):
                best.setdefault(record_id, Candidate(record_id, SCORES[kind], kind))
        return sorted(best.values(), key=lambda candidate: -candidate.score)
