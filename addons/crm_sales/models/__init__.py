from . import intake
from . import lead_handover
from . import routing
from . import stage_log

# isort: split
from . import competitor

# isort: split
from . import review
from . import gate
from . import deal
from . import deal_share, plan, stage_log

# isort: split
from . import attainment, incentive
from . import cash
from . import discount
from . import collection
from . import contract
from . import purchase_record
from . import chase
from . import pipeline
