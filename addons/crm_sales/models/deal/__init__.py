from . import crm_sales_deal_part_mixin

# isort: split
from . import crm_sales_decision_step, crm_sales_need, crm_sales_stakeholder

# isort: split
from . import (
    base_partner_merge,
    crm_lead,
    crm_lead_closing,
    crm_lead_facts,
    crm_lead_merge,
    crm_lead_risk,
    crm_sales_stage_rule,
    res_company,
    res_config_settings,
    res_partner,
)
