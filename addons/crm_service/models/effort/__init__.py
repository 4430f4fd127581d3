from . import crm_service_effort, crm_service_process
