from . import deal
from . import crm_sales_statement
