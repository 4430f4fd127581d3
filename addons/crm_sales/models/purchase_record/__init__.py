from . import (
    crm_sales_purchase_record,
    crm_sales_purchase_record_refresh,
    base_partner_merge,
    crm_customer_import,
    crm_customer_profile,
    crm_customer_purchase_history,
    res_partner,
    sale_order_line,
)
