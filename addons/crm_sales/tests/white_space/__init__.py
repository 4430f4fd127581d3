from . import test_white_gap, test_white_lead
