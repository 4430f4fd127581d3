"""What can be wrong with a cell, and what a cleaner returns."""

from typing import Any, NamedTuple

ERROR, WARNING = "error", "warning"

#: code: (level, English text with named places)
_ISSUES = {
    "required": (ERROR, "This field must not be empty."),
    "formula": (
        WARNING,
        "The cell is a formula; it is taken as the text or value that the file shows.",
    ),
    "formula_no_value": (
        ERROR,
        "The cell is a formula without a stored value. Replace it by its value.",
    ),
    "cell_error": (ERROR, "The spreadsheet shows the error %(value)s here."),
    "rounded_number": (
        ERROR,
        "The spreadsheet kept only 15 digits of this number. Format the column as text "
        "and enter the number again.",
    ),
    "damaged_number": (
        ERROR,
        "The spreadsheet shortened this number to %(value)s. Format the column as text "
        "and export again.",
    ),
    "too_long": (WARNING, "The text has more than %(limit)s characters and was cut."),
    "name_digits": (WARNING, "A name of digits only: is it in the right column?"),
    "several_values": (
        WARNING,
        "The cell holds %(count)s values; the first one is used here.",
    ),
    "phone_invalid": (ERROR, "%(value)s is no telephone number that exists."),
    "phone_short": (ERROR, "%(value)s has too few digits; is the area code missing?"),
    "phone_long": (ERROR, "%(value)s has too many digits."),
    "phone_unlikely": (WARNING, "No number like %(value)s is known to be in use."),
    "phone_text": (WARNING, "Only the number was taken; left out: %(text)s"),
    "email_invalid": (ERROR, "%(value)s is no e-mail address."),
    "email_rest": (WARNING, "Only the address was taken; left out: %(text)s"),
    "email_typo": (WARNING, "Is the domain %(domain)s meant to be %(meant)s?"),
    "url_invalid": (ERROR, "%(value)s is no web address."),
    "country_unknown": (ERROR, "No country is named %(value)s."),
    "state_unknown": (ERROR, "No province or state is named %(value)s."),
    "date_invalid": (ERROR, "%(value)s is no date."),
    "date_range": (ERROR, "The year of %(value)s is out of range."),
    "date_incomplete": (WARNING, "The day is missing; the first of the month is used."),
    "date_ambiguous": (
        WARNING,
        "Day and month could be the other way round; read as %(read)s.",
    ),
    "number_invalid": (ERROR, "%(value)s is no number."),
    "integer_invalid": (ERROR, "%(value)s is no whole number."),
    "boolean_invalid": (ERROR, "%(value)s is neither yes nor no."),
    "tax_id_invalid": (ERROR, "%(value)s is no tax id: its length or form is wrong."),
    "tax_id_check": (ERROR, "%(value)s is no tax id: its check digit is wrong."),
    "tax_id_repaired": (
        WARNING,
        "A letter that tax ids do not have was read as the digit it looks like.",
    ),
    "tax_id_old": (WARNING, "A tax registration number of before 2015 (15 digits)."),
    "tax_id_person": (WARNING, "This is the number of a person's identity card."),
    "choice_unknown": (ERROR, "%(value)s is none of the known values."),
    "choice_left_out": (WARNING, "%(value)s is not known and was left out."),
    "row_duplicate": (WARNING, "The same customer as in row %(row)s."),
}

ISSUE_MESSAGES = {code: text for code, (_level, text) in _ISSUES.items()}
ISSUE_LEVELS = {code: level for code, (level, _text) in _ISSUES.items()}


class Issue(NamedTuple):
    """``suggestion`` is a text to put into the cell instead, or None."""

    code: str
    params: dict
    suggestion: str | None = None
    level: str = ERROR

    @property
    def message(self):
        return ISSUE_MESSAGES[self.code] % self.params


class Cleaned(NamedTuple):
    """``value`` is None when the cell is empty or wrong; ``more``: further values."""

    value: Any
    issue: Issue | None = None
    more: tuple = ()


EMPTY = Cleaned(None)


def make_issue(code, suggestion=None, **params):
    return Issue(code, params, suggestion, ISSUE_LEVELS[code])


def failed(code, value, suggestion=None, **params):
    """A cell that is wrong: no value, and why."""
    issue = make_issue(code, suggestion, value=shorten(value), **params)
    return Cleaned(None, issue)


def shorten(value, limit=80):
    return value if len(value) <= limit else value[: limit - 1] + "…"
