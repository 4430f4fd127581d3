from . import (
    test_address_cn,
    test_crm_customer_invoice_title,
    test_customer_code,
    test_customer_code_security,
    test_customer_detail_security,
    test_district_view,
    test_partner_address,
    test_partner_race,
    test_partner_tour,
    test_partner_uscc,
    test_res_partner,
    test_uscc,
)
