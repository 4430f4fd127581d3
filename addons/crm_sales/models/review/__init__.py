from . import crm_sales_review_reason, res_company

# isort: split
from . import crm_lead, crm_sales_review, res_config_settings
