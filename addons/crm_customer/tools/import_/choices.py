"""Cells that name one of known things: selections, records, tags."""

import re
from functools import lru_cache

from .issues import EMPTY, Cleaned, failed, make_issue, shorten
from .places import fold
from .texts import NAME_LIMIT, is_nothing, nearest, tidy

SPLIT = re.compile(r"[;；,，、|\n]+")


class Choices:
    """Known labels and their keys.

    :param bool create: an unknown label is a new record, its value the label
    :param bool strict: an unknown label is an error, else a warning without value
    """

    def __init__(self, labels=(), create=False, strict=True):
        self.create = create
        self.strict = strict
        self._keys = {}
        self._labels = {}
        self._ignored = set()
        for label, key in labels:
            self.add_alias(label, key)

    @classmethod
    def from_selection(cls, selection, strict=True):
        """:param selection: ``[(key, label)]``; keys are found as labels too"""
        choices = cls(strict=strict)
        for key, label in selection:
            choices.add_alias(label, key)
        for key, _label in selection:
            choices.add_alias(key, key)
        return choices

    @classmethod
    def from_records(cls, names, create=False, strict=True):
        """:param names: ``[(id, name)]``; of equal names the first is taken"""
        return cls(((name, key) for key, name in names), create, strict)

    def add_alias(self, label, key):
        folded = fold(label) or tidy(label)
        if folded:
            self._keys.setdefault(folded, key)
            self._labels.setdefault(folded, label)

    def ignore(self, label):
        """Take the unknown label as an empty cell from now on."""
        self._ignored.add(fold(label) or tidy(label))

    def is_ignored(self, label):
        return bool(self._ignored) and (fold(label) or tidy(label)) in self._ignored

    def options(self):
        """One label of each key, that which was added first."""
        labels = {}
        for folded, label in self._labels.items():
            labels.setdefault(self._keys[folded], label)
        return list(labels.values())

    def find(self, label):
        """The key of the label, or None."""
        return self._keys.get(fold(label) or tidy(label))

    def suggest(self, label):
        """The known label that is most like this one, or None."""
        folded = fold(label)
        if not folded:
            return None
        close = nearest(folded, self._keys, 0.6) or self._containing(folded)
        return self._labels[close] if close else None

    def _containing(self, folded):
        """The only label that the text is a part of, or that is a part of it."""
        if len(folded) < 2:
            return None
        found = [known for known in self._keys if folded in known or known in folded]
        return found[0] if len(found) == 1 else None


class LookupChoices(Choices):
    """Labels that are looked up one by one, where too many are known to list them.

    :param lookup: function of a label, returns its key or None
    """

    def __init__(self, lookup, strict=True):
        super().__init__(strict=strict)
        self._lookup = lookup

    def find(self, label):
        key = super().find(label)
        if key is None:
            key = self._lookup(tidy(label))
            if key is not None:
                self.add_alias(label, key)
        return key


def make_choice(choices):
    """Return the cleaner of one label."""

    def clean_choice(value):
        text = tidy(value)
        if not text or is_nothing(text):
            return EMPTY
        return _choose(text, choices)

    return lru_cache(maxsize=20_000)(clean_choice)


def make_tags(choices):
    """Return the cleaner of several labels in one cell."""

    def clean_tags(value):
        names = [tidy(name) for name in SPLIT.split(value)]
        names = [name for name in names if name and not is_nothing(name)]
        if not names:
            return EMPTY
        cleaned = [_choose(name, choices) for name in names]
        keys = list(dict.fromkeys(one.value for one in cleaned if one.value is not None))
        issue = next((one.issue for one in cleaned if one.issue), None)
        return Cleaned(keys or None, issue)

    return lru_cache(maxsize=20_000)(clean_tags)


def _choose(text, choices):
    key = choices.find(text)
    if key is not None:
        return Cleaned(key)
    if choices.is_ignored(text):
        return EMPTY
    if choices.create:
        return Cleaned(text[:NAME_LIMIT])
    suggestion = choices.suggest(text)
    if choices.strict:
        return failed("choice_unknown", text, suggestion)
    return Cleaned(None, make_issue("choice_left_out", suggestion, value=shorten(text)))
