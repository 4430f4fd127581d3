"""Ticket numbers in the subject of a mail."""

import re

MAX_NUMBERS = 10
NUMBER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/._-]{1,38}[A-Za-z0-9])")


def numbers_in(subject: str) -> list[str]:
    """Return what may be a ticket number, those in brackets first, each once.

    Numbers are what the sequence of the company makes: a word without blanks, with a digit.
    """
    text = (subject or "")[:1000]
    bracketed = " ".join(re.findall(r"[\[【(（#]([^\]】)）\s]{2,40})", text))
    found = [
        word
        for part in (bracketed, text)
        for word in NUMBER.findall(part)
        if re.search(r"\d", word)
    ]
    return list(dict.fromkeys(found))[:MAX_NUMBERS]
