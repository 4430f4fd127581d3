from . import crm_sales_stage_override
