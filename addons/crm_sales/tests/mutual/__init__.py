from . import test_mutual_page, test_mutual_step
