from . import (
    crm_sales_cross_pair,
    crm_sales_cross_pair_compute,
    crm_sales_cross_offer,
    sale_order,
    res_company,
    res_config_settings,
)
