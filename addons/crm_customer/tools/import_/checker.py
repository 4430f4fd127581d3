"""A row of texts to a row of values, with every problem named."""

from dataclasses import replace
from typing import NamedTuple

from .clean import Context, make_cleaner
from .issues import EMPTY, ERROR, WARNING, make_issue, shorten
from .keys import match_keys

#: flags of the reader that leave no value to clean
_NO_VALUE = frozenset(("formula_no_value", "cell_error"))
#: read by the rules of the row's own country, where a column names it
_BY_COUNTRY = frozenset(("phone", "state", "tax_id"))
#: a rounded number is wrong only where its digits mean something
_DIGITS_MATTER = frozenset(("phone", "code", "tax_id", "text", "integer"))


class CellIssue(NamedTuple):
    """``column`` is the number of the column, from 0."""

    column: int
    field: str
    value: str
    code: str
    params: dict
    suggestion: str | None
    level: str


class CheckedRow(NamedTuple):
    """``values`` without empty ones; ``more``: further values of the same cell."""

    number: int
    values: dict
    more: dict
    issues: list
    keys: list
    level: str


class RowChecker:
    """Checks rows against a mapping; build it once, it keeps caches.

    :param list mapping: ``Column`` of each mapped column
    :param Context context: country, time zone, profiles
    """

    def __init__(self, mapping, context=None):
        self._context = context or Context()
        self._cleaners = {}
        self._country = next((col.field for col in mapping if col.kind == "country"), None)
        columns = sorted(mapping, key=lambda col: col.kind != "country")
        self._plan = [(column.index, column, self._plain_cleaner(column)) for column in columns]

    def check(self, row):
        values, more, issues = {}, {}, []
        cells, flags = row.cells, row.flags
        width = len(cells)
        for index, column, cleaner in self._plan:
            text = cells[index] if index < width else ""
            flag = flags.get(index) if flags else None
            if cleaner is None:
                cleaner = self._country_cleaner(column, values.get(self._country))
            cleaned = cleaner(text) if text and flag not in _NO_VALUE else EMPTY
            value, issue, further = cleaned
            if value is not None:
                _store(values, more, column.field, value, further)
            if flag:
                issue = _flagged(flag, column, text) or issue
            if value is None and issue is None and column.required:
                issue = make_issue("required")
            if issue:
                issues.append(_cell_issue(column, text, issue))
        if self._country and len(issues) > 1:
            issues.sort(key=lambda found: found.column)
        level = _level(issues)
        return CheckedRow(row.number, values, more, issues, match_keys(values, more), level)

    def _plain_cleaner(self, column):
        """The cleaner of a column; None where it depends on the row's country."""
        if self._country and column.kind in _BY_COUNTRY:
            return None
        return make_cleaner(column.kind, self._context, column)

    def _country_cleaner(self, column, country):
        key = column.index, country
        cleaner = self._cleaners.get(key)
        if cleaner is None:
            context = replace(self._context, country=country) if country else self._context
            cleaner = make_cleaner(column.kind, context, column)
            self._cleaners[key] = cleaner
        return cleaner


def _store(values, more, field, value, further):
    """The first column of a field gives its value; what comes later is kept in ``more``."""
    if field not in values:
        values[field] = value
    elif values[field] != value and isinstance(value, list):
        values[field] = list(dict.fromkeys(values[field] + value))
    elif values[field] != value:
        more.setdefault(field, []).append(value)
    if further:
        more.setdefault(field, []).extend(further)


def _flagged(flag, column, text):
    if flag == "rounded_number" and column.kind not in _DIGITS_MATTER:
        return None
    if flag == "cell_error":
        return make_issue(flag, value=shorten(text))
    return make_issue(flag)


def _cell_issue(column, text, issue):
    code, params, suggestion, level = issue
    text = shorten(text, 200)
    return CellIssue(column.index, column.field, text, code, params, suggestion, level)


def _level(issues):
    if not issues:
        return "ok"
    return ERROR if any(issue.level == ERROR for issue in issues) else WARNING
