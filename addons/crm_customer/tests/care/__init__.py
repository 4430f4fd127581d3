from . import (
    test_action_day,
    test_care_entered,
    test_care_privacy,
    test_care_review,
    test_care_tour,
    test_care_two_workers,
    test_crm_care_act,
    test_crm_care_date,
    test_crm_care_rule,
    test_lunar,
    test_recurrence,
    test_written,
)
