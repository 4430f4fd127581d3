"""What somebody asks, as a query of PostgreSQL's text search over ``words``.

Of a question not all words have to be there: ``needed`` says how many. A question is made of
at most ``MOST`` terms, the first ones: who tells a long story begins with the matter.
"""

import re
from dataclasses import dataclass, replace

from .words import WORD, words_of

MOST = 8
# so many terms make a sentence, of which half will do
SENTENCE = 6
# so long is a word that may be the beginning of a longer one, or be mistyped
LONG = 4
# what questions are made of, and answers are not
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be but by can cannot could do does for from have how i if in is it me
        my not of on or our please should so that the there this to us was we what when where
        which why will with would you your hello hi dear tell thanks thank
        """,
    )
)
_FILLERS = re.compile(
    "请问|怎么样|怎么办|怎么|怎样|如何|为什么|为何|什么|能否|能不能|可以|可否|是否|有没有|"
    "哪个|哪里|哪些|我们|你们|您|我|的|了|吗|呢|吧|啊|一下|帮忙"
)


@dataclass(frozen=True)
class Term:
    """One thing asked for.

    :param word: as it was typed
    :param others: what will do as well, if less: a near miss, the same sound
    """

    word: str
    others: tuple = ()

    @property
    def is_beginning(self):
        """Longer words that begin like this one will do."""
        return self.word.startswith(WORD) and len(self.word) > LONG - 1 + len(WORD)


def can_be_mistyped(word):
    """Say whether a word is a Latin one, long enough to be known by most of its letters."""
    return word.startswith(WORD) and word.isalpha() and len(word) >= LONG + len(WORD)


def corrected(terms, corrections):
    """Return the terms with the words that will do for the mistyped ones.

    :param corrections: ``{typed word: (right words)}``
    """
    return [replace(term, others=(*term.others, *corrections.get(term.word, ()))) for term in terms]


def terms_of(text):
    """Return the terms of what somebody asks, at most ``MOST``.

    Of a whole sentence a word may be wrong: what will do as well is looked for in short
    questions alone.
    """
    told = _FILLERS.sub(" ", text or "")
    found = _terms(told) or _terms(text)
    kept = [term for term in found if not _says_nothing(term.word)] or found
    terms = list({term.word: term for term in reversed(kept)}.values())[::-1][:MOST]
    return terms if len(terms) < SENTENCE else [Term(term.word) for term in terms]


def _says_nothing(word):
    """Say whether a Latin word is a single letter, or stands in each question."""
    return word.startswith(WORD) and (len(word[1:]) == 1 or word[1:] in STOP_WORDS)


def _terms(text):
    found = []
    for words, near, heard in words_of(text):
        for place, word in enumerate(words):
            others = near[max(place - 1, 0) : place + 1] + heard[place : place + 1]
            found.append(Term(word, tuple(others)))
    return found


def needed(count):
    """Return how many of ``count`` terms have to be there."""
    return 1 if count < 3 else 2 if count < SENTENCE else 3


def some_of(terms, count):
    """Return the query that is true where at least ``count`` of ``terms`` are there."""
    return _at_least([_atom(term) for term in terms], count)


def all_of(terms):
    """Return the query that is true where all of ``terms`` are there."""
    return " & ".join(_atom(term) for term in terms)


def _at_least(atoms, count):
    if count == 1:
        return f"({' | '.join(atoms)})"
    if count == len(atoms):
        return f"({' & '.join(atoms)})"
    first, rest = atoms[0], atoms[1:]
    return f"({first} & {_at_least(rest, count - 1)} | {_at_least(rest, count)})"


def _atom(term):
    word = f"{term.word}:*" if term.is_beginning else term.word
    return f"({' | '.join([word, *term.others])})" if term.others else word


def shown(text, limit=100):
    """Return what was asked as it is counted: lower case, one blank, at most ``limit``."""
    return " ".join((text or "").lower().split())[:limit].strip()
