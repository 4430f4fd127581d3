from .size import LEVELS, Factor, Interval, measure, share_of, spread
