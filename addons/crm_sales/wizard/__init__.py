from . import (
    crm_sales_lead_handover_start,
    crm_sales_lead_refuse,
    crm_sales_routing_simulate,
)
