from . import test_competitor, test_mentions, test_sighting
