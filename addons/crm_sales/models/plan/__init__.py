from . import crm_kpi, crm_kpi_goal, crm_sales_plan, crm_sales_plan_line

# isort: split
from . import crm_sales_plan_goal, crm_sales_plan_grid, crm_sales_plan_state
