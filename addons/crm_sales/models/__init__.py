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
from . import campaign, product_view, research

# isort: split
from . import (
    cross_sell,
    forecast,
    journey,
    market_size,
    mutual,
    social,
    swot,
    touchpoint,
    white_space,
)

# isort: split
from . import attribution
