from . import crm_sales_white_lead
