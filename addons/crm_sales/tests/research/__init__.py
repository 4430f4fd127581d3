from . import test_finding, test_research_rights, test_sample, test_strength, test_study
from . import test_research_tour
