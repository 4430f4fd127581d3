from . import crm_sales_touchpoint, crm_sales_touchpoint_source

# isort: split
from . import crm_sales_touchpoint_collect, sources

# isort: split
from . import base_partner_merge, crm_lead, crm_timeline, res_config_settings, res_partner
