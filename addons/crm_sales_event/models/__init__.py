from . import crm_sales_touchpoint, crm_sales_touchpoint_source
