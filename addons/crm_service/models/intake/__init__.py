from . import (
    crm_service_mail,
    crm_service_mailroom,
    crm_service_mailroom_route,
    crm_service_team,
    mail_alias_domain,
    mail_thread,
)

# isort: split
from . import (
    crm_service_ticket_history,
    crm_service_ticket_mail,
    crm_service_ticket_reply,
    crm_service_ticket_sender,
    crm_service_ticket_upsert,
)

# the rooms of the ground floor that hear of mails and tickets
from . import crm_import_target_ticket, res_config_settings, res_partner
