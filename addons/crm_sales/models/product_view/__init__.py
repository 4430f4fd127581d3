from . import (
    crm_sales_lead_product,
    crm_sales_product_figure,
    crm_sales_product_standing,
    crm_lead,
    product_product,
    product_template,
)
