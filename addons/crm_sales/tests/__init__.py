from . import intake
from . import kpi, stage_log
