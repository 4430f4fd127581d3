"""From persons to teams to the company: which figure counts, adding to the cent.

Of each part one figure counts: what its leader says, else what it has submitted itself, else what
its parts say together; of a person that has submitted nothing, what the opportunities say.
"""

from dataclasses import dataclass
from decimal import Decimal

COMPANY = (False, False)


@dataclass(frozen=True)
class Figure:
    """What a part will bring, by the end of the period: for sure, and at best."""

    commit: Decimal
    best: Decimal

    def __add__(self, other):
        return Figure(self.commit + other.commit, self.best + other.best)


NOTHING = Figure(Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Part:
    """A person, team or company: what the opportunities say, what it said, what was set over it."""

    found: Figure = NOTHING
    said: Figure | None = None
    override: Figure | None = None


@dataclass(frozen=True)
class Result:
    """``parts`` is what the parts below say together, ``counted`` what goes further up."""

    parts: Figure
    counted: Figure


def roll_up(parts):
    """Return ``{place: Result}``.

    :param parts: ``{(team, person): Part}``; a team is (team, False), the company (False, False);
        persons of no team are (False, person), right below the company. What nobody owns is of
        the person None.
    """
    results = {}
    teams = {place[0] for place in parts if place[0]}
    below = dict.fromkeys([*teams, False], NOTHING)
    for place, part in parts.items():
        if place[1] is False:
            continue
        results[place] = Result(part.found, _counted(part, part.found))
        below[place[0]] += results[place].counted
    total = below[False]
    for team in teams:
        part = parts.get((team, False), Part())
        results[team, False] = Result(below[team], _counted(part, below[team]))
        total += results[team, False].counted
    results[COMPANY] = Result(total, _counted(parts.get(COMPANY, Part()), total))
    return results


def _counted(part, otherwise):
    return next(figure for figure in (part.override, part.said, otherwise) if figure is not None)
