from . import test_deal_share
