from . import test_attribute, test_markov, test_models, test_period, test_report, test_tour
