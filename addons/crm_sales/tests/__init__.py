from . import deal, gate, kpi, stage_log
