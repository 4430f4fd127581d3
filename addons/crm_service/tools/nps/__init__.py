"""Whether customers recommend us: pure functions, without a database."""

from .sample import is_sampled
from .score import DETRACTOR, PASSIVE, PROMOTER, Score, group_of, score_of

__all__ = (
    "DETRACTOR",
    "PASSIVE",
    "PROMOTER",
    "Score",
    "group_of",
    "is_sampled",
    "score_of",
)
