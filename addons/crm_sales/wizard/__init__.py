from . import gate
from . import crm_sales_incentive_run, crm_sales_plan_draft, crm_sales_plan_row
