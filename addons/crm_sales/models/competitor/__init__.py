from . import crm_sales_competitor

# isort: split
from . import (
    crm_customer_interaction,
    crm_lead,
    crm_sales_competitor_product,
    crm_sales_competitor_sighting,
    crm_sales_deal_competitor,
)
