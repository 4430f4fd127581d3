from . import crm_consent_register, crm_workday_import, crm_workday_load
