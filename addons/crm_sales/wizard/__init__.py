from . import crm_sales_discount_request
