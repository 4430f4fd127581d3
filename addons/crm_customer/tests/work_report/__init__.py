from . import (
    test_crm_today,
    test_crm_work_report,
    test_crm_work_report_facts,
    test_crm_work_report_jobs,
    test_crm_work_report_privacy,
    test_crm_work_report_queries,
    test_crm_work_report_security,
    test_crm_work_report_sheet,
    test_crm_work_report_tour,
    test_crm_work_report_two_workers,
    test_work_report_engine,
)
