from . import crm_service_macro, crm_service_presence

# isort: split
from . import (
    crm_service_macro_run,
    crm_service_stage,
    crm_service_team,
    crm_service_ticket_autoclose,
    crm_service_ticket_complaint,
    crm_service_ticket_macro,
    crm_service_ticket_presence,
    mail_canned_response,
    mail_scheduled_message,
    res_partner,
)
