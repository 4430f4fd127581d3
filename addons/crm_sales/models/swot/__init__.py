from . import crm_sales_swot

# isort: split
from . import crm_handover, crm_sales_swot_action, crm_sales_swot_item
