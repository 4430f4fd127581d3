"""The same name, whatever its width, case, spaces, punctuation and spelling of the legal form.

``name_key`` in Python and ``NAME_KEY`` in SQL give the same text; an index of
``res.partner`` holds it.
"""

import re
import unicodedata

NOISE = " .,-_()&'\"/·•、，。（）\u3000"
_DROP = dict.fromkeys(map(ord, NOISE))
#: (pattern, what is kept of it): 有限责任公司 and 有限公司, Company Limited and Co., Ltd.
LEGAL_FORMS = (
    (
        "(有限)责任(公司)$|(l)imi(t)e(d)$|(inc)orporated$|(corp)oration$",
        r"\1\2\3\4\5\6\7",
    ),
    ("companyltd$", "coltd"),
)
#: of a key in characters, so that an index holds it
LENGTH = 250
_FOLDS = [(re.compile(pattern), kept) for pattern, kept in LEGAL_FORMS]


def _make_sql():
    noise = NOISE.replace("'", "''")
    key = f"translate(lower(normalize({{column}}, NFKC)), '{noise}', '')"
    for pattern, kept in LEGAL_FORMS:
        key = f"regexp_replace({key}, '{pattern}', '{kept}')"
    return f"left({key}, {LENGTH})"


NAME_KEY = _make_sql()


def name_key(name):
    """Return the key of ``name``, or None when nothing of it counts."""
    text = unicodedata.normalize("NFKC", name or "").lower().translate(_DROP)
    for pattern, kept in _FOLDS:
        text = pattern.sub(kept, text)
    return text[:LENGTH] or None
