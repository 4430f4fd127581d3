from . import crm_sales_study
