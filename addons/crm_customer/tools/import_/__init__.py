"""The engine of the staged import: files in, clean checked rows out.

Pure Python: no ``env``, no Odoo import. Import names from the package::

    from odoo.addons.crm_customer.tools.import_ import read_rows, sniff

Everything the engine returns is JSON-safe (str, int, float, bool, None, list,
dict), so that a model may store it as it is; the small classes are named tuples
or frozen dataclasses. Row numbers are those which a spreadsheet shows (1 is the
first line of the file); column numbers start at 0.

Files
    ``sniff(path, filename=None, encoding=None, delimiter=None, sheet=None,
    heading_row=None) -> FileFormat``
        What the file is; a given argument overrides the guess. ``FileFormat``
        has ``kind`` ("csv" or "xlsx"), ``encoding``, ``delimiter``, ``quotechar``,
        ``sheets`` (names), ``sheet`` (chosen), ``heading_row`` (number),
        ``headings`` (texts), ``samples`` (up to 20 rows of texts), and
        ``to_dict()`` / ``FileFormat.from_dict(values)``.
    ``read_rows(path, fmt, sheet=None, after=0) -> Iterator[Row]``
        Streams the rows below the headings whose number is over ``after``. Empty
        rows are left out. ``Row(number, cells, flags)``: ``cells`` is a list of
        texts as long as the headings (or longer); a date cell of a spreadsheet is
        ISO text ("2024-03-05" or "2024-03-05 10:00:00"), a number is written in
        full ("13800138000"), a truth value is "TRUE" or "FALSE". ``flags`` is
        ``{column: issue code}``: formula, formula_no_value, rounded_number, cell_error.
    :raise ImportFileError: ``code``, ``params``, ``str()`` in English; the
        texts with ``%(name)s`` places are in ``MESSAGES[code]``.

Headings
    ``recognise(headings, samples, vocabulary=CUSTOMER_VOCABULARY) -> list[Match]``
        One ``Match(field, score, reason)`` per heading; ``field`` is None when
        nothing fits; score 0 to 1; reason "name", "similar", "content" or "".
        A vocabulary is ``{field: FieldWords(kind, names, multi=False)}``.

Cells
    ``clean(kind, value, context=None, column=None) -> Cleaned(value, issue, more)``
        ``issue`` is None or ``Issue(code, params, suggestion, level)``, level
        "error" (value is None) or "warning"; texts in ``ISSUE_MESSAGES[code]``.
        ``more`` holds further values of the same cell (a second phone or mail).
    Kinds (``KINDS``) and their values:
        text, name, company, code  text without stray spaces and hidden characters
        phone      "+8675512345678", with an extension "+8675512345678;ext=801"
        email, url text
        country    ISO code "CN"
        state      the host's code (``res.country.state.code``, country CN: "粤"); of other
                   countries what ``choices`` has for "US California" or "California"
        date       "2024-03-05"; datetime: "2024-03-05 02:00:00" in UTC
        yearly     "1985-03-12", or a day without year, or a lunar one, as it was written
        integer, float, money, boolean  int, float, float, bool
        tax_id     compact text, check digit verified
        selection  key; many2one: id (int), or the name (str) if ``create``;
        tags       list of these
    ``Context(country="CN", tz="Asia/Shanghai", profiles={}, day_first=False)``
    ``Choices.from_selection([(key, label)])``, ``Choices.from_records([(id, name)],
        create=False)``; both have ``.add_alias(label, key)``, and ``strict=False`` makes
        an unknown label a warning without value. ``LookupChoices(lookup)`` asks a function.
    ``ColumnProfiler(columns=None).add(cells)`` in a first pass over the rows, then
        ``.profiles -> {column: ColumnProfile}`` (``to_dict`` / ``from_dict``): which
        of day and month comes first, decimal comma or point, filled cells.

Rows
    ``Column(index, field, kind, heading="", required=False, choices=None)``
    ``RowChecker(mapping, context).check(row) -> CheckedRow``; mapping is a list of
        ``Column``. Phones, states and tax ids are read by the country that the row's own
        column of kind country names, else by the context's.
        ``CheckedRow(number, values, more, issues, keys, level)``: ``values``
        ``{field: value}`` without empty ones, ``more`` ``{field: [values]}``, ``issues`` a list of
        ``CellIssue(column, field, value, code, params, suggestion, level)``, ``level``
        "ok", "warning" or "error".
    ``match_keys(values, more=None) -> [(kind, key)]``, strongest first; kinds:
        external, code, vat, email, phone_name, name. Keys are texts, to be
        compared with ``match_keys`` of the existing records' values.
    ``DuplicateFinder().add(number, keys) -> Duplicate(number, kind) | None``: the
        first row of the file with one of these keys; 12 bytes a key.
    ``ExactMatcher({(kind, key): [ids]}).match(keys) -> [Candidate(id, score, kind)]``
        The one entry for a scored matcher of later (protocol ``Matcher``).

Bad rows
    ``write_rows(path, kind, headings, rows, problem_heading="Problem")``; rows
        yields ``(cells, problem text)``. Opened, corrected and imported again it
        reads as the original did; the problem column is recognised as nothing.
"""

from .checker import CellIssue, CheckedRow, RowChecker
from .choices import Choices, LookupChoices
from .clean import KINDS, Column, Context, clean, make_cleaner
from .errors import MESSAGES, ImportFileError
from .file_format import FileFormat, sniff
from .headings import Match, normalise, recognise
from .issues import ISSUE_LEVELS, ISSUE_MESSAGES, Cleaned, Issue
from .keys import Candidate, Duplicate, DuplicateFinder, ExactMatcher, Matcher, match_keys, name_key
from .profile import ColumnProfile, ColumnProfiler
from .reader import Row, read_rows
from .vocabulary import CUSTOMER_VOCABULARY, FieldWords
from .writer import write_rows

__all__ = [
    "CUSTOMER_VOCABULARY",
    "ISSUE_LEVELS",
    "ISSUE_MESSAGES",
    "KINDS",
    "MESSAGES",
    "Candidate",
    "CellIssue",
    "CheckedRow",
    "Choices",
    "Cleaned",
    "Column",
    "ColumnProfile",
    "ColumnProfiler",
    "Context",
    "Duplicate",
    "DuplicateFinder",
    "ExactMatcher",
    "FieldWords",
    "FileFormat",
    "ImportFileError",
    "Issue",
    "LookupChoices",
    "Match",
    "Matcher",
    "Row",
    "RowChecker",
    "clean",
    "make_cleaner",
    "match_keys",
    "name_key",
    "normalise",
    "read_rows",
    "recognise",
    "sniff",
    "write_rows",
]
