from . import crm_sales_statement, deal, swot
