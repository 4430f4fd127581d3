"""What a masked phone, e-mail or tax number looks like. Pure: no ``env``.

The same is said in SQL by ``models/masking/crm_masking.py``; a test holds one against
the other.
"""

import re

MARK = "***"
PHONE, EMAIL, TAX = "phone", "email", "tax"
# the first character of what stands before an "@", and the rest of it
ADDRESS = r"""([^\s<>"',;:()@])[^\s<>"',;:()@]*@"""
FULL_ADDRESS = re.compile(r"""^[^\s<>"',;:()@*]+@[^\s<>"',;:()@*]+\.[^\s<>"',;:()@*.]{2,}$""")
_ADDRESS = re.compile(ADDRESS)
# fewer digits than these are no number that somebody knows
FULL_PHONE = 7
FULL_TAX = 8


def mask(kind, value):
    """Return ``value`` masked; what is empty stays as it is."""
    if not value or not isinstance(value, str):
        return value
    return {PHONE: mask_phone, EMAIL: mask_email, TAX: mask_tax}[kind](value)


def mask_phone(text):
    if len(text) >= 11:
        return f"{text[:3]}****{text[-4:]}"
    return f"{text[:2]}****{text[-2:]}" if len(text) >= 7 else "****"


def mask_email(text):
    """Mask every address in ``text``; what has none is no address, and shows a letter."""
    return mask_addresses(text) if "@" in text else f"{text[:1]}{MARK}"


def mask_addresses(text):
    """Mask the addresses in a text, and leave its other words."""
    return _ADDRESS.sub(rf"\1{MARK}@", text)


def mask_tax(text):
    return f"****{text[-4:]}" if len(text) >= 8 else "****"


def digits(text):
    return re.sub(r"[^0-9]", "", text)


def is_masked(value):
    return isinstance(value, str) and MARK in value


def is_full(kind, value):
    """Say whether ``value`` is a whole number or address, not a part to guess with."""
    if not isinstance(value, str) or "*" in value or "%" in value:
        return False
    value = value.strip()
    if kind == PHONE:
        return len(digits(value)) >= FULL_PHONE and not re.search(r"[A-Za-z@]", value)
    if kind == EMAIL:
        return bool(FULL_ADDRESS.match(value))
    return len(value) >= FULL_TAX and bool(re.fullmatch(r"[0-9A-Za-z -]+", value))


def is_same(kind, first, second):
    """Say whether two values are one, however they are written."""
    if not isinstance(first, str) or not isinstance(second, str):
        return False
    if kind == PHONE:
        one, other = sorted((digits(first), digits(second)), key=len)
        return len(one) >= FULL_PHONE and other.endswith(one)
    return first.strip().casefold() == second.strip().casefold()
