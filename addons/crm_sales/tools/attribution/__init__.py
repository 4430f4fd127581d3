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
from .period import merge_paths, share_by_markov, share_by_shapley
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
    "merge_paths",
    "position",
    "removal_effects",
    "share_by_markov",
    "share_by_shapley",
    "shapley_values",
    "time_decay",
)
