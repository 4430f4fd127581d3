from . import test_product_tours, test_white_gap, test_white_lead
