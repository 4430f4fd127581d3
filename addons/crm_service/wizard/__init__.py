from . import crm_service_report
from . import (
    crm_service_hours_move,
    crm_service_hours_preview,
    crm_service_macro_use,
    crm_service_ticket_merge,
    crm_service_ticket_split,
    crm_service_ticket_spread,
)
from . import crm_service_feedback_group, crm_service_improvement_tell
from . import crm_service_shift_gap, crm_service_shift_plan
