from . import (
    test_crm_call,
    test_crm_customer_follow_up,
    test_crm_customer_interaction,
    test_crm_customer_interaction_record,
    test_crm_customer_interaction_security,
    test_crm_customer_profile_contact,
    test_follow_up_days,
    test_follow_up_merge,
    test_follow_up_two_workers,
    test_interaction_tour,
)
