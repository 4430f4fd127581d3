"""The same name, whatever its width, case, spaces and punctuation.

``name_key`` in Python and ``NAME_KEY`` in SQL give the same text; an index on
``res.partner`` holds it.
"""

import unicodedata

NOISE = " .,-_()&'\"/·•、，。（）\t\u3000"
_DROP = dict.fromkeys(map(ord, NOISE))
_SQL_NOISE = NOISE.replace("'", "''").replace("\t", "")
NAME_KEY = "translate(lower(normalize({column}, NFKC)), '" + _SQL_NOISE + "', '')"


def name_key(name):
    """Return the key of ``name``, or None when nothing of it counts."""
    text = unicodedata.normalize("NFKC", name or "").lower().translate(_DROP)
    return text or None
