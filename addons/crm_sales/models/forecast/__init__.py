from . import crm_sales_forecast_change, res_company, res_config_settings

# isort: split
from . import crm_lead, crm_stage

# isort: split
from . import (
    crm_sales_forecast,
    crm_sales_forecast_bin,
    crm_sales_forecast_line,
    crm_sales_forecast_model,
    crm_sales_forecast_score,
    crm_sales_forecast_submission,
    crm_sales_forecast_trial,
)

# isort: split
from . import (
    crm_lead_chance,
    crm_sales_forecast_act,
    crm_sales_forecast_board,
    crm_sales_forecast_deals,
    crm_sales_forecast_fit,
    crm_sales_forecast_history,
    crm_sales_forecast_outlook,
    crm_sales_forecast_remind,
)

# isort: split
from . import crm_kpi
