"""Spreads visits over days so that each day is a tour: one city, district by district.

Pure: no ``env``. A day takes a number of visits; the most urgent customer opens a day,
and those of its district, then of its city, share it.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from .geo import Position, distance

# metres between towns that one day may join
NEAR = 50_000


@dataclass(frozen=True)
class Stop:
    """Somebody to visit. The greater ``urgency``, the sooner."""

    key: Hashable
    urgency: int = 0
    city: str = ""
    district: str = ""
    position: Position | None = None

    @property
    def town(self):
        """The city as one word, however it is written."""
        return self.city.strip().casefold().removesuffix("市").removesuffix(" city")

    @property
    def area(self):
        return self.town, self.district.strip().casefold()


def plan_tours(stops, rooms):
    """Return a list of stops for each day, in the order of the visits.

    :param rooms: how many visits each day still takes, the first day first
    :return: ``(days, left)``: left are, the most urgent first, those for whom there is no
        room, or none near the tours of the days
    """
    left = sorted(stops, key=lambda stop: -stop.urgency)
    days = [[] for _room in rooms]
    for day, room in zip(days, rooms, strict=True):
        day += _take(left, room, left[0]) if left and room > 0 else []
    for day, room in zip(days, rooms, strict=True):
        # more cities than days: who is near goes along, the others wait for another week
        while len(day) < room and (mate := next(filter(_along(day), left), None)):
            day += _take(left, room - len(day), mate)
    return [_in_order(day) for day in days], left


def _along(day):
    """Return whether a stop can be visited on the way of ``day``."""

    def is_near(stop):
        return not day or any(
            mate.town == stop.town
            or (mate.position and stop.position and distance(mate.position, stop.position) <= NEAR)
            for mate in day
        )

    return is_near


def _take(left, room, first):
    """Move the stops nearest to ``first`` out of ``left``, at most ``room`` of its city."""
    mates = [stop for stop in left if stop.town == first.town]
    mates.sort(key=lambda stop: (stop is not first, stop.area != first.area))
    taken = mates[:room]
    left[:] = [stop for stop in left if stop not in taken]
    return taken


def _in_order(day):
    """Return the stops of a day as one goes: from each to the nearest that is left."""
    left, route = list(day), []
    while left:
        here = route[-1] if route else left[0]
        following = min(left, key=lambda stop: _step(here, stop))
        left.remove(following)
        route.append(following)
    return route


def _step(here, stop):
    """Return how far ``stop`` is, first by area, then by distance where both are known."""
    areas = (here.town != stop.town, here.area != stop.area)
    if here.position and stop.position:
        return *areas, distance(here.position, stop.position), -stop.urgency
    return *areas, 0.0, -stop.urgency


def visit_times(first, length, gap, count, pause=(720, 810)):
    """Return the minutes after midnight at which ``count`` visits of a day begin.

    :param first: when the first one begins, :param gap: the way to the next
    :param pause: nobody is visited from and to these minutes, by default at noon
    """
    times = []
    begin = first
    for _visit in range(count):
        if begin < pause[1] and begin + length > pause[0]:
            begin = pause[1]
        times.append(begin)
        begin += length + gap
    return times
