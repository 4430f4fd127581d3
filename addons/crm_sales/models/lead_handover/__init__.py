from . import (
    crm_lead,
    crm_lead_answer,
    crm_sales_lead_handover,
    crm_sales_lead_handover_sweep,
    crm_sales_refusal_reason,
    crm_team,
    crm_today,
)
