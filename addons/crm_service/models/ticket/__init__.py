# what a ticket refers to, before the ticket
from . import (
    crm_service_category,
    crm_service_cause,
    crm_service_stage,
    crm_service_tag,
    crm_service_team,
    ir_sequence,
)

# isort: split
from . import crm_service_ticket

# isort: split
from . import (
    crm_service_event,
    crm_service_ticket_facts,
    crm_service_ticket_steps,
    crm_service_time,
    res_partner,
)

# the rooms of the ground floor that hear of tickets
from . import crm_handover, crm_request, crm_timeline, crm_today
