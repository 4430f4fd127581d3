from . import crm_approval, crm_sales_stage_rule

# isort: split
from . import crm_lead, crm_lead_approval, crm_lead_checklist, crm_sales_stage_rule_check
