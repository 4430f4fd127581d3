from . import attribution, competitor, forecast, kpi, review, stage_log
from . import deal, gate, kpi, stage_log
from . import attainment, deal_share, incentive, kpi, plan, stage_log
from . import kpi, stage_log
from . import cash, chase, collection, contract, discount, purchase_record
from . import intake, kpi, lead_handover, routing, stage_log
from . import kpi, pipeline, stage_log
