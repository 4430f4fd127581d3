from . import crm_sales_mutual_share, crm_sales_mutual_step

# isort: split
from . import base_partner_merge, crm_lead, res_partner
