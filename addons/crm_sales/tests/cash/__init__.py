from . import test_capitals, test_myriad, test_order_paper
