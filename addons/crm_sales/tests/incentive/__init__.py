from . import test_incentive, test_tiers
