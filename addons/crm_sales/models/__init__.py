from . import deal_share, plan, stage_log

# isort: split
from . import attainment, incentive
