from . import attainment, deal_share, incentive, kpi, plan, stage_log
