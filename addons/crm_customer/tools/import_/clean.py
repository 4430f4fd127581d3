"""One entry to the cleaners of all kinds."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .choices import Choices, make_choice, make_tags
from .dates import make_date, make_datetime, make_yearly
from .internet import clean_email, clean_url
from .issues import EMPTY
from .numbers_written import clean_boolean, make_float, make_integer
from .phones import make_phone
from .places import clean_country, make_state
from .tax_ids import make_tax_id
from .texts import clean_code, clean_company, clean_name, clean_text


class Column(NamedTuple):
    """A column of the file and the field that it fills."""

    index: int
    field: str
    kind: str
    heading: str = ""
    required: bool = False
    choices: Choices | None = None


@dataclass(frozen=True)
class Context:
    """What a cell is read against.

    :param country: ISO code, of numbers and tax ids without a country
    :param tz: time zone in which times are written
    :param profiles: ``{column index: ColumnProfile}`` of the first pass
    :param day_first: order of ambiguous dates where the column does not tell
    """

    country: str = "CN"
    tz: str = "Asia/Shanghai"
    profiles: dict = field(default_factory=dict)
    day_first: bool = False


_SIMPLE = {
    "text": clean_text,
    "name": clean_name,
    "company": clean_company,
    "code": clean_code,
    "email": clean_email,
    "url": clean_url,
    "country": clean_country,
    "boolean": clean_boolean,
}
_MAKERS = {
    "phone": lambda context, profile, choices: make_phone(context.country),
    "tax_id": lambda context, profile, choices: make_tax_id(context.country),
    "state": lambda context, profile, choices: make_state(choices, context.country),
    "date": lambda context, profile, choices: make_date(profile, context.day_first),
    "datetime": lambda context, profile, choices: make_datetime(
        profile, context.tz, context.day_first
    ),
    "yearly": lambda context, profile, choices: make_yearly(profile, context.day_first),
    "integer": lambda context, profile, choices: make_integer(profile),
    "float": lambda context, profile, choices: make_float(profile),
    "money": lambda context, profile, choices: make_float(profile),
    "selection": lambda context, profile, choices: make_choice(choices),
    "many2one": lambda context, profile, choices: make_choice(choices),
    "tags": lambda context, profile, choices: make_tags(choices),
}
KINDS = (*_SIMPLE, *_MAKERS)


def make_cleaner(kind, context=None, column=None):
    """Return ``text -> Cleaned`` for the cells of a column."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    context = context or Context()
    profile = context.profiles.get(column.index) if column else None
    choices = column.choices if column else None
    if choices is None and kind in ("selection", "many2one", "tags"):
        choices = Choices(create=kind != "selection")
    return _MAKERS[kind](context, profile, choices)


def clean(kind, value, context=None, column=None):
    """Clean one cell.

    :param kind: one of ``KINDS``
    :param column: ``Column`` with the choices and the profile's index
    """
    if not value:
        return EMPTY
    return make_cleaner(kind, context, column)(value)
