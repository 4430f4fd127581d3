from . import kpi, stage_log
from . import cash, chase, collection, contract, discount, purchase_record
