"""What a hand-over moves, and how it is shared out. Pure: no ``env``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One kind of open work of a person.

    ``domain`` leaves out the person, whom ``field`` holds; in a list of people (many2many)
    the successor takes the place. ``partner`` is the field of the
    customer, so that all work for one customer goes to one successor. With ``end`` the
    work is not handed over but ended, by writing 0 to ``field``; ``person`` then holds
    the person.
    """

    key: str
    title: str
    model: str
    domain: tuple = ()
    field: str = "user_id"
    partner: str = ""
    end: bool = False
    person: str = "user_id"


def split(keys, weights):
    """Share ``keys`` out by ``weights``.

    :param weights: ``{person: weight}``, weights of 0 get nothing
    :return: ``{key: person}``; each person gets the share rounded up or down, of
        neighbouring keys
    :raise ValueError: no weight is above 0
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("Nobody takes a share.")
    keys = sorted(set(keys))
    quotas = {person: len(keys) * weight / total for person, weight in weights.items()}
    counts = {person: int(quota) for person, quota in quotas.items()}
    left = len(keys) - sum(counts.values())
    by_rest = sorted(quotas, key=lambda person: (counts[person] - quotas[person], person))
    for person in by_rest[:left]:
        counts[person] += 1
    persons = [person for person in sorted(counts) for _key in range(counts[person])]
    return dict(zip(keys, persons, strict=True))
