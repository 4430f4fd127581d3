from . import (
    calendar_event,
    crm_customer_interaction,
    crm_customer_interaction_outcome,
    crm_lead,
    mail_activity,
    res_partner,
)
