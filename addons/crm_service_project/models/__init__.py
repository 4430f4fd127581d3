from . import crm_service_improvement, project_task
