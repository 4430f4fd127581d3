from . import crm_service_report
from . import crm_service_ticket_report
from . import crm_service_roadmap
