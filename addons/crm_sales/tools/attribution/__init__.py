"""Which touch earned how much of a won deal: pure functions, without a database."""

from .journey import Journey, Touch
from .markov import Paths, removal_effects
from .models import (
    HALF_LIFE,
    METHODS,
    credit_by_channel,
    first,
    last,
    linear,
    position,
    time_decay,
)
from .shapley import shapley_values

__all__ = (
    "HALF_LIFE",
    "METHODS",
    "Journey",
    "Paths",
    "Touch",
    "credit_by_channel",
    "first",
    "last",
    "linear",
    "position",
    "removal_effects",
    "shapley_values",
    "time_decay",
)
