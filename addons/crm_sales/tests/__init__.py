from . import kpi, stage_log
from . import cash, collection, contract, discount, purchase_record
