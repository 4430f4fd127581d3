"""Which of what is known an enquiry belongs to."""

from typing import NamedTuple

EMAIL, PHONE, NAME = "email", "phone", "name"
# the surest first
KINDS = (EMAIL, PHONE, NAME)


class Hit(NamedTuple):
    """Something that may be the same as an enquiry.

    :param group: what hits of the same customer share, None where each stands for itself
    :param is_person: it is a person, not a company
    """

    kind: str
    id: int
    group: int | None = None
    is_person: bool = True


def newest(hits):
    """Return the surest ``Hit``, the newest of equals; None for none."""
    return min(hits, key=lambda hit: (KINDS.index(hit.kind), -hit.id), default=None)


def only_customer(hits):
    """Return (the ``Hit`` of the one customer that the surest kind names, whether several did).

    A person comes before the company; of several, the oldest.
    """
    for kind in KINDS:
        found = [hit for hit in hits if hit.kind == kind]
        if not found:
            continue
        if len({hit.group for hit in found}) > 1:
            return None, True
        return min(found, key=lambda hit: (not hit.is_person, hit.id)), False
    return None, False
