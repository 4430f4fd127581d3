from . import res_company

# isort: split
from . import crm_sales_attribution_journey, res_config_settings

# isort: split
from . import crm_sales_attribution_credit

# isort: split
from . import crm_sales_attribution_compute, crm_sales_attribution_figures

# isort: split
from . import crm_kpi, utm_campaign
