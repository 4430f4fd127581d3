from . import (
    crm_sales_campaign_cost,
    crm_sales_campaign_member,
    utm_campaign_cost,
)
