"""What a room says about the personal data that it holds of a contact."""

from typing import Any, NamedTuple

DELETE = "delete"
ANONYMISE = "anonymise"
KEEP = "keep"


class Holding(NamedTuple):
    """Records about a person, what of them a report shows, and what erasure does.

    ``ANONYMISE`` calls ``records._crm_erase_records(pseudonym)`` where the model has
    that, and empties ``blank`` otherwise. What is kept says in ``reason`` why.
    """

    title: str
    records: Any
    field_names: tuple
    act: str = DELETE
    reason: str = ""
    blank: tuple = ()


def holdings(items):
    """Return what rooms gave, plain tuples of title, records, names too, without empty ones."""
    return [holding for holding in (Holding(*item) for item in items) if holding.records]
