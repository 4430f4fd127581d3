from . import test_choose, test_following, test_presence
