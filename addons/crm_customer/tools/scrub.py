"""Patterns that find a person in free text, the same to Python and to PostgreSQL."""

import re
from urllib.parse import quote

# what people write between the digits of a number
BETWEEN = r"(?:[\s().-]|%20|&nbsp;)*"
SHORTEST_PHONE = 7
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")


def email_pattern(email):
    """Return the pattern of an address, not as the tail or head of another one."""
    return rf"(?<![\w.+-]){_literal(email.strip())}(?![\w-])(?!\.\w)"


def phone_pattern(digits, country_code=""):
    """Return the pattern of a number however it is grouped, or None for too short ones.

    :param digits: the national number; other characters are left out
    :param country_code: digits that may stand before, after + or 00
    """
    digits = re.sub(r"\D", "", digits).lstrip("0")
    if len(digits) < SHORTEST_PHONE:
        return None
    prefix = rf"(?:(?:\+|%2B|00)?{country_code}{BETWEEN})?" if country_code else ""
    return rf"(?<!\d){prefix}0?{BETWEEN}{BETWEEN.join(digits)}(?!\d)"


def name_pattern(name):
    """Return the pattern of a name as a whole, or None for one too short to be told."""
    name = " ".join(name.split())
    is_cjk = bool(CJK.search(name))
    if len(name) < (2 if is_cjk else 3):
        return None
    # links hold names in an escaped form
    found = f"(?:{_literal(name)}|{_literal(quote(name))})"
    return found if is_cjk else rf"(?<!\w){found}(?!\w)"


def code_pattern(code):
    """Return the pattern of a number of papers, such as an identity card's."""
    code = code.strip()
    return rf"(?<!\w){_literal(code)}(?!\w)" if len(code) >= 6 else None


def _literal(text):
    return "".join(
        r"\s+" if char.isspace() else char if char.isalnum() else "\\" + char for char in text
    )
