"""Numbers of Chinese VAT invoices.

Fully digitalised invoices (全电发票, 数电票) have a number of 20 digits and no code. Older ones
have a code of 10 digits (paper) or 12 (electronic, ordinary) and a number of 8: both are kept
one after the other, as they stand on the paper. Pure: no ``env``.
"""

import re
import unicodedata

#: digits in all, and what they are
LENGTHS = {20: "20, or code of 12 and number of 8", 18: "code of 10 and number of 8"}


def clean(text):
    """Return the digits of ``text``: full width ones, blanks and dashes are taken.

    :raise ValueError: anything else is in it, or there are not as many as a number has
    """
    plain = unicodedata.normalize("NFKC", text or "")
    digits = re.sub(r"[\s\-‐-―−]", "", plain)
    if not (digits.isascii() and digits.isdigit() and len(digits) in LENGTHS):
        raise ValueError(text)
    return digits


def is_digital(number):
    """Say whether a cleaned number can be that of a fully digitalised invoice."""
    return len(number) == 20
