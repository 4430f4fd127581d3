"""What the routing looks at, and what it answers. Keys are any integers."""

from dataclasses import dataclass, field

OWNER = "owner"
PERSON = "person"
TURN = "turn"
LOAD = "load"
CAPACITY = "capacity"
WAYS = (OWNER, PERSON, TURN, LOAD, CAPACITY)

# why somebody was left out
ABSENT = "absent"
FULL = "full"
LANGUAGE = "language"

ASSIGNED = "assigned"
WAITING = "waiting"  # a rule holds, and nobody of it is there
NOBODY = "nobody"  # no rule holds


@dataclass(frozen=True)
class Enquiry:
    """What is known of a lead.

    :param owner: key of who looks after the customer, None for nobody
    :param segments, tags: keys
    :param zip, city: in lower case without spaces
    """

    key: int
    country: int | None = None
    state: int | None = None
    city: str = ""
    zip: str = ""
    segments: frozenset = frozenset()
    tags: frozenset = frozenset()
    lang: str = ""
    campaign: int | None = None
    source: int | None = None
    medium: int | None = None
    channel: str = ""
    value: float = 0.0
    is_known: bool = False
    owner: int | None = None


@dataclass(frozen=True)
class Rule:
    """A rule; an empty condition holds for all.

    :param zips: beginnings of postal codes; ``cities`` in lower case
    :param is_known: True, False, or None for both
    :param people: keys of who comes into question; for ``PERSON`` one alone
    :param prefers_language: who speaks the language of the enquiry comes first
    """

    key: int
    way: str
    people: tuple = ()
    countries: frozenset = frozenset()
    states: frozenset = frozenset()
    cities: frozenset = frozenset()
    zips: tuple = ()
    segments: frozenset = frozenset()
    tags: frozenset = frozenset()
    langs: frozenset = frozenset()
    campaigns: frozenset = frozenset()
    sources: frozenset = frozenset()
    mediums: frozenset = frozenset()
    channels: frozenset = frozenset()
    value_min: float = 0.0
    is_known: bool | None = None
    prefers_language: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody who may get leads.

    :param load: open leads; ``taken``: leads got in the last 30 days
    :param capacity: how many leads of 30 days are meant for the person; 0: none
    :param turns: ``{rule key: number of the last decision}``, 0 before the first
    :param langs: codes such as ``zh_CN``
    """

    key: int
    load: int = 0
    taken: int = 0
    capacity: int = 0
    turns: dict = field(default_factory=dict)
    langs: frozenset = frozenset()
    is_absent: bool = False


@dataclass(frozen=True)
class Decision:
    """Who gets the enquiry of ``key``, by which rule, and who was passed over why.

    :param person: the ``Person`` as before the decision, None for nobody
    :param left_out: ``((person key, why), …)`` of the rule that decided, by key
    :param passed: keys of rules before that hold but of which nobody was there
    """

    key: int
    result: str
    rule: Rule | None = None
    person: Person | None = None
    left_out: tuple = ()
    passed: tuple = ()
