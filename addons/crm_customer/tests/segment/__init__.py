from . import (
    common,
    test_crm_customer_rfm,
    test_crm_customer_segment,
    test_crm_customer_segment_history,
    test_crm_customer_segment_lists,
    test_crm_customer_segment_reports,
    test_crm_customer_segment_security,
    test_rfm_engine,
    test_segment_holder,
    test_segment_merge,
    test_segment_tour,
    test_segment_two_workers,
)
