from . import (
    crm_consent_register,
    crm_erasure_run,
    crm_own_fields,
    crm_own_fields_line,
    crm_request_reopen,
    crm_visit_close,
    crm_visit_propose,
    crm_visit_propose_line,
    crm_workday_import,
    crm_workday_load,
)
