from . import (
    common,
    test_crm_customer_profile,
    test_crm_customer_profile_lifecycle,
    test_crm_customer_profile_queue,
    test_crm_customer_profile_rebuild,
    test_crm_customer_profile_security,
    test_res_partner_proxies,
)
