from . import attribution, competitor, forecast, kpi, review, stage_log
from . import deal, gate, kpi, stage_log
