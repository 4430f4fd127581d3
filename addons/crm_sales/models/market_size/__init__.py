from . import crm_sales_market_size

# isort: split
from . import crm_sales_market_assumption, crm_sales_market_revenue, crm_sales_market_share
