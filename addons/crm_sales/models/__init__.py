from . import cash, stage_log

# isort: split
from . import competitor, gate, intake

# isort: split
from . import deal, lead_handover, review, routing

# isort: split
from . import deal_share, plan

# isort: split
from . import attainment, incentive

# isort: split
from . import collection, discount, purchase_record

# isort: split
from . import chase, contract, pipeline

# isort: split
from . import journey
from . import campaign

# isort: split
from . import touchpoint

# isort: split
from . import attribution
from . import forecast
from . import product_view

# isort: split
from . import cross_sell, white_space
from . import research

# isort: split
from . import market_size, mutual, social, swot
