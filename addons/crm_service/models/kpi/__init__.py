from . import crm_kpi
from . import crm_kpi_goal
from . import crm_kpi_provider_deflection
from . import crm_kpi_provider_service
from . import crm_service_merge
from . import crm_service_ticket
