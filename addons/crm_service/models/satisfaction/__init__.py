from . import (
    crm_service_satisfaction,
    crm_service_stage,
    crm_service_team,
    crm_service_ticket_ask,
    crm_service_ticket_vote,
    rating_rating,
    res_partner,
)
