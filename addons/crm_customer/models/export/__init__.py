from . import (
    crm_export_mixin,
    crm_access_export,
    crm_customer_export_request,
    crm_customer_interaction,
    crm_customer_profile,
    crm_lead,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
