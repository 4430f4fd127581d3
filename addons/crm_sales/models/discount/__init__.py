from . import (
    crm_sales_discount_limit,
    payment_transaction,
    res_config_settings,
    sale_order_line,
    sale_order,
    sale_order_discount_check,
)
