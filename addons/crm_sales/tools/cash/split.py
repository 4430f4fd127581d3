"""Which of two timings a quotation gets, and whether they differ. Pure: no ``env``."""

from hashlib import sha256

from odoo.addons.crm_customer.tools.wilson import wilson

A, B = "a", "b"


def variant(rule, order):
    """Return ``a`` or ``b`` for an order of a rule: always the same, half of them each."""
    digest = sha256(f"{rule}:{order}".encode()).digest()
    return B if digest[0] & 1 else A


def compare(a, b):
    """Say which of two shares is shown to be higher.

    Only when the 95 % intervals (Wilson) do not overlap: that is stricter than a test of the
    difference at 5 %, so that a winner is seldom named by chance.

    :param a, b: (answered, asked)
    :return: ``{"a": (low, high), "b": (low, high), "winner": "a", "b" or None}``
    """
    low_a, high_a = wilson(*a)
    low_b, high_b = wilson(*b)
    winner = A if low_a > high_b else B if low_b > high_a else None
    return {"a": (low_a, high_a), "b": (low_b, high_b), "winner": winner}
