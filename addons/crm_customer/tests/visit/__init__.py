from . import (
    test_crm_visit,
    test_crm_visit_check,
    test_crm_visit_event,
    test_crm_visit_jobs,
    test_crm_visit_plan,
    test_crm_visit_propose,
    test_crm_visit_race,
    test_crm_visit_screen,
    test_crm_visit_security,
    test_crm_visit_tour,
    test_geo,
    test_tour_planning,
)
