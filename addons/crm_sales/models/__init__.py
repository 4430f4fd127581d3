from . import stage_log
from . import pipeline
