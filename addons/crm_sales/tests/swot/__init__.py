from . import test_swot, test_swot_report, test_tows
