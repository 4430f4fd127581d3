from . import attribution, competitor, kpi, review, stage_log
