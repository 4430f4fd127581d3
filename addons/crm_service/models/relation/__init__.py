from . import crm_service_undo_mixin

# isort: split
from . import crm_service_merge

# isort: split
from . import (
    crm_lead,
    crm_service_ticket_log,
    crm_service_ticket_family,
    crm_service_ticket_merge,
    crm_service_ticket_opportunity,
    crm_service_ticket_split,
    mail_thread,
)
