from . import crm_workday_import, crm_workday_load
