from . import test_stage_log, test_stage_log_random, test_stage_log_rights, test_stage_log_seed
