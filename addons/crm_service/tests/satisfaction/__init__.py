from . import test_ask, test_satisfaction, test_vote, test_vote_security
