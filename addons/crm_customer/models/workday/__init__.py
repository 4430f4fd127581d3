from . import crm_workday
