from . import crm_sales_stage_log

# isort: split
from . import crm_lead, crm_sales_stage_log_seed
