from . import crm_call, crm_import, personal_data
