from . import test_study_survey
