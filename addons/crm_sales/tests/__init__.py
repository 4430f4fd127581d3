from . import kpi, stage_log
