from . import test_crm_workday, test_work_calendar, test_workday_wizards
