from . import crm_sales_journey_try
