from . import (
    crm_service_category,
    crm_service_form,
    crm_service_team,
    crm_service_ticket,
    crm_service_web_count,
    res_partner,
)
