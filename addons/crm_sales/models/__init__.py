from . import stage_log
from . import gate
from . import deal
