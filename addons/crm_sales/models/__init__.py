from . import deal_share, plan, stage_log
