from . import crm_sales_discount_request, crm_sales_invoice_request
