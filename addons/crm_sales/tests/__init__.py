from . import attribution, competitor, forecast, kpi, review, stage_log
