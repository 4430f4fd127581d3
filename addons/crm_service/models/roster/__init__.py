from . import crm_service_duty_mixin

# isort: split
from . import crm_service_shift, crm_service_shift_pattern

# isort: split
from . import crm_service_member, crm_service_team, crm_service_ticket
