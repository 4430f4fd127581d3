from . import crm_service_invitation_mixin, crm_service_survey_mixin

# isort: split
from . import (
    base_partner_merge,
    crm_service_invitation_opt_out,
    crm_service_nps_answer,
    crm_service_nps_answer_service,
    crm_service_nps_figures,
    crm_service_nps_round,
    crm_service_nps_round_plan,
    crm_service_nps_round_run,
    crm_service_nps_round_screen,
    crm_service_ticket_ask,
    res_partner,
    survey_user_input,
)
