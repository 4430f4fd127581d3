from . import (
    crm_person_mixin,
    calendar_event,
    crm_customer_follow_up,
    crm_customer_interaction,
    crm_customer_interaction_call,
    crm_customer_interaction_outcome,
    crm_customer_interaction_record,
    crm_lead,
    mail_activity,
    res_company,
    res_config_settings,
    res_partner,
)
