from . import crm_service_report
from . import (
    crm_service_macro_use,
    crm_service_ticket_merge,
    crm_service_ticket_split,
    crm_service_ticket_spread,
)
