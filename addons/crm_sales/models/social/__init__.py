from . import crm_sales_social_account, res_partner
