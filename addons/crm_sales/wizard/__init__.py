from . import crm_sales_pipeline_as_of
