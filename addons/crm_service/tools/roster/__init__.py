"""Who is on duty when: pure functions, without ``env``. Moments are naive UTC unless said."""

from .duty import gaps, overlaps, watch, watch_from
from .week import Slot, fill_week, monday_of, moved

__all__ = ["Slot", "fill_week", "gaps", "monday_of", "moved", "overlaps", "watch", "watch_from"]
