from . import gate, kpi, stage_log
