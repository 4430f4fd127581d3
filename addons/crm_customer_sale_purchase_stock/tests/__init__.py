from . import test_buy_to_order
