from . import test_crm_kpi_goal_badge
