"""What happened with a customer before a deal was won."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Touch:
    """One contact: through which channel, and how many days before the deal was won."""

    channel: object
    days: float

    def __post_init__(self):
        if self.days < 0:
            raise ValueError("A touch after the deal was won has not earned it.")


@dataclass(frozen=True)
class Journey:
    """The touches of a deal, the first one first, and what the deal brought.

    ``revenue`` is an amount with at most the decimals of its currency.
    """

    touches: tuple
    revenue: float

    def __post_init__(self):
        days = [touch.days for touch in self.touches]
        if days != sorted(days, reverse=True):
            raise ValueError("The touches of a journey stand in the order of time.")

    @property
    def channels(self):
        """The channels in order, one that follows itself told once."""
        kept = []
        for touch in self.touches:
            if not kept or kept[-1] != touch.channel:
                kept.append(touch.channel)
        return tuple(kept)
