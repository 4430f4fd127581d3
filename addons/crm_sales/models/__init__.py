from . import intake
from . import lead_handover
from . import routing
from . import stage_log
