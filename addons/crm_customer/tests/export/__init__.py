from . import (
    test_crm_access_export,
    test_crm_customer_export_request,
    test_export_two_workers,
)
