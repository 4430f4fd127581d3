"""In which order a person sees the blocks of a page. Pure: no ``env``."""

MAX_KEYS = 100


def read_layout(stored):
    """Return the layout that was stored: ``{"order": [key], "hidden": [key]}``.

    What is no list of words counts as nothing, and a word counts once: the page opens
    whatever stands in the database.
    """
    stored = stored if isinstance(stored, dict) else {}
    return {name: _words(stored.get(name)) for name in ("order", "hidden")}


def _words(value):
    words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
    return list(dict.fromkeys(words))[:MAX_KEYS]


def arrange(default, order):
    """Return the keys ``default`` in the person's ``order``.

    A key that the person never moved, such as a block that was installed since, stands
    behind the key before it in ``default``, or first.
    """
    known = set(default)
    result = [key for key in dict.fromkeys(order) if key in known]
    for index, key in enumerate(default):
        if key not in result:
            place = result.index(default[index - 1]) + 1 if index else 0
            result.insert(place, key)
    return result
