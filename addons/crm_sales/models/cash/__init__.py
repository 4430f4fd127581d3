from . import crm_sales_short_mixin, res_currency
