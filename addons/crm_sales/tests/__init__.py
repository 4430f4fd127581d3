from . import kpi, pipeline, stage_log
