from . import (
    crm_sales_journey,
    crm_sales_journey_step,
    crm_sales_journey_run,
    crm_sales_journey_event,
)

# isort: split
from . import (
    crm_sales_journey_enter,
    crm_sales_journey_flow,
    crm_sales_journey_run_do,
    crm_sales_journey_run_exit,
    crm_sales_journey_run_mail,
    crm_sales_journey_run_move,
    crm_sales_journey_run_work,
    crm_sales_journey_version,
)

# isort: split
from . import (
    base_partner_merge,
    crm_handover,
    crm_lead,
    crm_sales_lead_arrival,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
