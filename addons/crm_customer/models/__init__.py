from . import import_, interaction, partner, privacy, profile, search, timeline, workday
