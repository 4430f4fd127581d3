from . import crm_sales_journey_run, crm_sales_journey_step
