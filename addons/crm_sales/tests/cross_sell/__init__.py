from . import test_cross_offer, test_cross_pair, test_cross_rebuild, test_pairs
