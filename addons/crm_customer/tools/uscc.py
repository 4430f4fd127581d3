"""The unified social credit code (统一社会信用代码, GB 32100-2015) of Chinese companies.

Pure functions. A code has 18 characters: registration authority and kind of entity (2), region
(6 digits), organisation code (9) and a check character; the letters I, O, S, V and Z are never
used.
"""

import unicodedata

from stdnum.cn import uscc

LENGTH = 18
ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


def normalise(number):
    """Return ``number`` as it is stored: half width, upper case, without separators.

    >>> normalise(" ９１１１0000-600037341l ")
    '91110000600037341L'
    """
    text = unicodedata.normalize("NFKC", number or "")
    return "".join(char for char in text if char.isalnum()).upper()


def problem(number):
    """Say what is wrong with ``number``.

    :return: ``None`` when it is right, else a pair (kind, detail): ``("length", 17)``,
        ``("letter", "O")``, ``("region", "91A10000")`` or ``("check", "L")``, the last with the
        character that would be right
    """
    code = normalise(number)
    if len(code) != LENGTH:
        return "length", len(code)
    wrong = next((char for char in code if char not in ALPHABET), None)
    if wrong:
        return "letter", wrong
    if not code[:8].isdecimal():
        return "region", code[:8]
    right = uscc.calc_check_digit(code[:-1])
    if code[-1] != right:
        return "check", right
    return None


def is_valid(number):
    """Tell whether ``number`` is a right code."""
    return problem(number) is None
