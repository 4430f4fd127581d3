from . import (
    test_answer_time,
    test_crm_request,
    test_crm_request_department,
    test_crm_request_overdue,
    test_crm_request_race,
    test_crm_request_security,
    test_crm_request_source,
    test_crm_request_steps,
    test_crm_request_tour,
    test_crm_today,
    test_request_kpi,
)
