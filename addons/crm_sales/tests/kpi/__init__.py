from . import test_stage_kpi
