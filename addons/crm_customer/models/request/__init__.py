from . import crm_request_department
from . import crm_request
from . import crm_request_time, crm_request_steps, crm_request_overdue
from . import crm_request_source_mixin
from . import (
    crm_handover,
    crm_lead,
    crm_timeline,
    crm_today,
    res_config_settings,
    res_partner,
    sale_order,
)
