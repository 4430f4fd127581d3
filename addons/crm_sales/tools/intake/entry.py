"""What somebody who enquires says of himself, in one clean shape.

The record that comes in is a dict of texts by the names of ``TEXTS``; whatever else it holds is
left to the raw payload.
"""

from dataclasses import dataclass, field

from odoo.tools import email_normalize

from odoo.addons.crm_customer.models.import_.match_sql import name_key
from odoo.addons.crm_customer.tools.import_.internet import clean_email
from odoo.addons.crm_customer.tools.import_.phones import make_phone

from .text import line_of, text_of

# name -> longest text
TEXTS = {
    "subject": 200,
    "contact_name": 100,
    "partner_name": 150,
    "function": 100,
    "website": 200,
    "street": 200,
    "city": 100,
    "zip": 20,
    "state": 100,
    "country": 100,
    "lang": 10,
    "campaign": 100,
    "medium": 100,
    "source": 100,
    "tag": 100,
}
KNOWN = {"key", "email", "phone", "message", "value", "partner_id", *TEXTS}
LARGEST_VALUE = 10**12


@dataclass(frozen=True)
class Entry:
    """An enquiry; ``texts`` by the names of ``TEXTS``, without empty ones.

    :param email: normalised, "" for none; ``phone``: E.164 without extension, "" for none
    :param phone_typed: as it is to be shown
    :param issues: codes of what could not be read: ``email``, ``phone``, ``value``
    """

    key: str = ""
    email: str = ""
    phone: str = ""
    phone_typed: str = ""
    message: str = ""
    value: float = 0.0
    texts: dict = field(default_factory=dict)
    issues: tuple = ()

    def get(self, name):
        """Return the text ``name``, "" for none."""
        return self.texts.get(name, "")

    @property
    def person_key(self):
        """What of the name of the person counts, None for nothing."""
        return name_key(self.get("contact_name"))

    @property
    def firm_key(self):
        """What of the name of the company counts, None for nothing."""
        return name_key(self.get("partner_name"))

    @property
    def is_reachable(self):
        """Whether there is anything by which the person can be answered or known."""
        return bool(self.email or self.phone_typed)

    @property
    def addresses(self):
        """Texts of which two enquiries of one person share one mostly."""
        found = [f"email:{self.email}"] if self.email else []
        return [*found, f"phone:{self.phone}"] if self.phone else found

    @property
    def identities(self):
        """Texts of which two enquiries that may be the same share one at least."""
        return [*self.addresses, f"firm:{self.firm_key}"] if self.firm_key else self.addresses


def read_entry(record, country="CN"):
    """Return the ``Entry`` of a ``record``; nothing in it raises.

    :param dict record: values of any kind by the names of ``KNOWN``
    :param country: code of the country in which numbers without a prefix are
    """
    texts = {name: line_of(record.get(name), limit) for name, limit in TEXTS.items()}
    typed_email, typed_phone = line_of(record.get("email"), 250), line_of(record.get("phone"), 60)
    email = _read_email(typed_email) if typed_email else ""
    phone = make_phone(country)(typed_phone).value or "" if typed_phone else ""
    value, is_wrong = _read_value(record.get("value"))
    issues = [
        name
        for name, wrong in (
            ("email", typed_email and not email),
            ("phone", typed_phone and not phone),
            ("value", is_wrong),
        )
        if wrong
    ]
    return Entry(
        key=line_of(record.get("key"), 200),
        email=email,
        phone=phone.split(";")[0],
        phone_typed=phone or typed_phone,
        message=text_of(record.get("message")),
        value=value,
        texts={name: text for name, text in texts.items() if text},
        issues=tuple(issues),
    )


def _read_email(typed):
    """Return the address as the host normalises it, repaired where that is safe."""
    return clean_email(typed).value or email_normalize(typed) or ""


def _read_value(value):
    """Return (the number, whether there was something that is none)."""
    if value in (None, "", False):
        return 0.0, False
    try:
        number = float(str(value).replace(",", "").strip())
    except ValueError:
        return 0.0, True
    return (number, False) if 0 <= number <= LARGEST_VALUE else (0.0, True)
