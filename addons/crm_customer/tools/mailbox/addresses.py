"""Addresses as people and programs write them: ``"Wang, Fang" <wang@a.example>; li@b.example``."""

import re
from typing import NamedTuple

SEPARATORS = ",;，；、"
ATOM = r"[^\s<>()\[\]\",;:，；、：@]{1,128}"
EMAIL = re.compile(rf"{ATOM}@{ATOM}")
ANGLED = re.compile(rf"[<\[]\s*(?:mailto:)?({ATOM}@{ATOM})\s*[>\]]", re.IGNORECASE)
MAX_ADDRESSES = 200
MAX_LENGTH = 50_000


class Address(NamedTuple):
    name: str
    email: str  # lower case, "" when only a name is written


def read_addresses(text: str) -> list[Address]:
    """Return the addresses of a list, in order, each once. Never raises."""
    found, name_before = {}, ""
    for token in _tokens((text or "")[:MAX_LENGTH]):
        address = _read_token(f"{name_before}, {token}" if name_before else token)
        if not address.email:
            # a name with a comma that nobody quoted: "Fang, Wang <wang@a.example>"
            name_before = address.name
            continue
        name_before = ""
        found.setdefault(address.email, address)
        if len(found) == MAX_ADDRESSES:
            break
    if name_before and not found:
        return [Address(name_before, "")]
    return list(found.values())


def _tokens(text: str):
    """Split at separators outside quotes and brackets."""
    start, closing = 0, ""
    for position, character in enumerate(text):
        if closing:
            closing = "" if character == closing else closing
        elif character in '"<':
            closing = '"' if character == '"' else ">"
            if closing not in text[position + 1 :]:
                closing = ""
        elif character in SEPARATORS:
            yield text[start:position]
            start = position + 1
    yield text[start:]


def _read_token(token: str) -> Address:
    angled = list(ANGLED.finditer(token))
    match = angled[-1] if angled else None
    email = match[1] if match else ""
    if not match and (bare := EMAIL.search(token)):
        email = bare[0]
    rest = EMAIL.sub(" ", token[: match.start()] if match else token)
    name = " ".join(rest.replace('"', " ").split()).strip("'*_ ()<>[]")
    email = email.strip("'*_.").lower()
    return Address("" if name.lower() == email else name[:200], email)
