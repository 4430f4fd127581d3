from . import import_, interaction, partner, profile, search, timeline, workday
