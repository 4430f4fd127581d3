from . import intake
from . import stage_log
