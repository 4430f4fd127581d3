"""Where somebody is, and how far that is from where he should be.

Pure: no ``env``. Positions are WGS 84 in degrees, as browsers give them; distances and
accuracies are metres.
"""

from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

# mean radius of the earth (IUGG), metres
EARTH_RADIUS = 6_371_008.8
# half the circumference: no two places are farther apart, no accuracy is worse
FARTHEST = 20_038_000

THERE = "there"
AWAY = "away"
IMPRECISE = "imprecise"


class PositionError(ValueError):
    """What was sent is no position on the earth."""


@dataclass(frozen=True)
class Position:
    latitude: float
    longitude: float
    accuracy: float = 0.0


def read_position(values):
    """Return the :class:`Position` of a dict as a browser sends it.

    :raise PositionError: numbers are missing, not finite or not on the earth
    """
    try:
        numbers = [values[name] for name in ("latitude", "longitude", "accuracy")]
    except (KeyError, TypeError) as error:
        raise PositionError("latitude, longitude and accuracy are needed") from error
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        raise PositionError("latitude, longitude and accuracy are numbers")
    latitude, longitude, accuracy = numbers
    is_on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180
    if not is_on_earth or not isfinite(accuracy) or accuracy < 0:
        raise PositionError("this is no place on the earth")
    return Position(float(latitude), float(longitude), float(min(accuracy, FARTHEST)))


def is_known(latitude, longitude):
    """Whether the host knows a place: it stores "none" as 0, 0, a spot in the Atlantic."""
    return bool(latitude or longitude)


def distance(one, other):
    """Return the metres between two positions, by the haversine formula."""
    latitude, other_latitude = radians(one.latitude), radians(other.latitude)
    north = sin((other_latitude - latitude) / 2) ** 2
    east = sin(radians(other.longitude - one.longitude) / 2) ** 2
    chord = north + cos(latitude) * cos(other_latitude) * east
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def judge(metres, accuracy, limit):
    """Return what a distance says: there, away, or imprecise.

    Away only when the true place, anywhere within ``accuracy``, lies beyond ``limit``.
    """
    if metres <= limit:
        return THERE
    return AWAY if metres - accuracy > limit else IMPRECISE
