from . import test_markov, test_models
