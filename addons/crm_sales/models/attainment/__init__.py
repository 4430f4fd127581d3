from . import crm_sales_attainment

# isort: split
from . import crm_sales_attainment_refresh, crm_sales_attainment_screen, crm_sales_plan

# isort: split
from . import crm_kpi_provider_quota, crm_kpi_provider_sales
