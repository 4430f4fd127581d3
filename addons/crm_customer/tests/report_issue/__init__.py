from . import (
    test_crm_report_decision,
    test_crm_report_figures,
    test_crm_report_issue,
    test_crm_report_race,
    test_crm_report_security,
    test_crm_report_sending,
    test_crm_today,
    test_schedule,
    test_workbook,
)
