from . import crm_sales_deal_share

# isort: split
from . import crm_kpi_provider_credit, crm_lead, sale_order
