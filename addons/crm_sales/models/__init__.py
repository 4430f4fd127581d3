from . import stage_log
