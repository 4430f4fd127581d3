from . import crm_service_skill

# isort: split
from . import crm_service_member, crm_service_member_skill

# isort: split
from . import crm_service_assignment, crm_service_team

# isort: split
from . import crm_service_team_assign

# isort: split
from . import crm_service_member_presence, crm_service_ticket

# isort: split
from . import crm_service_ticket_assign, crm_service_ticket_next
