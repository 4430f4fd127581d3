from . import (
    crm_sales_white_gap,
    crm_sales_white_gap_compute,
    base_partner_merge,
    crm_customer_import,
    res_company,
    res_config_settings,
)
