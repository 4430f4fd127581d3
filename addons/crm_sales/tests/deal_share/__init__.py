from . import test_deal_share, test_deal_share_random
