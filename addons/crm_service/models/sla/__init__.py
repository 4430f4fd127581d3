from . import crm_service_hours, crm_service_hours_mixin

# isort: split
from . import crm_service_team

# isort: split
from . import crm_service_sla

# isort: split
from . import crm_service_clock

# isort: split
from . import (
    crm_service_clock_sweep,
    crm_service_escalation,
    crm_service_escalation_notice,
    crm_service_event,
    crm_service_ticket,
)
