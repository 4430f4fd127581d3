"""Which of the known names occur in a text."""

import re

AROUND = 80
SHORTEST = 2


def names_of(name, aliases):
    """Return all names of a competitor: its own, and a line of ``aliases`` each.

    A name of a single character would be found everywhere; it is left out.
    """
    lines = [name or "", *(aliases or "").splitlines()]
    names = dict.fromkeys(line.strip() for line in lines)
    return [line for line in names if len(line) >= SHORTEST]


def mentioned(text, names):
    """Return the keys of ``names`` that occur in ``text``, with the place of the first, in order.

    Latin words must stand alone, so that "Abb" is not found in "abbreviation"; Chinese knows no
    spaces between words. Capitals do not matter.

    :param dict names: ``{key: [name, …]}``
    :return: list of ``(key, start, end)``
    """
    found = []
    for key, words in names.items():
        places = [match for match in (_find(word, text) for word in words) if match]
        if places:
            first = min(places, key=lambda match: match.start())
            found.append((key, first.start(), first.end()))
    return sorted(found, key=lambda place: place[1])


def _find(word, text):
    start = r"(?<![0-9A-Za-z])" if word[0].isascii() and word[0].isalnum() else ""
    end = r"(?![0-9A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.search(start + re.escape(word) + end, text, re.IGNORECASE)


def excerpt(text, start, end, around=AROUND):
    """Return the words around a place of ``text``, with marks where something was left out."""
    left, right = max(start - around, 0), min(end + around, len(text))
    words = " ".join(text[left:right].split())
    return ("… " if left else "") + words + (" …" if right < len(text) else "")


def price_gap(ours, theirs):
    """Return by which share our price is above theirs, ``None`` if one is not known.

    0.25: a quarter dearer; negative: cheaper.
    """
    return (ours - theirs) / theirs if ours and theirs and ours > 0 and theirs > 0 else None
