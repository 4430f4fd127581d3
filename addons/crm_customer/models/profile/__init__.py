from . import (
    base_partner_merge,
    crm_customer_level,
    crm_customer_profile,
    crm_customer_profile_jobs,
    crm_customer_profile_queue,
    crm_customer_profile_refresh,
    crm_customer_profile_source,
    crm_lead,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
