from . import crm_sales_incentive_scheme, crm_sales_incentive_tier

# isort: split
from . import crm_sales_incentive_statement, crm_sales_incentive_statement_line
