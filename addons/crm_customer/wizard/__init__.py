from . import (
    crm_access_explain,
    crm_access_explain_field,
    crm_access_explain_line,
    crm_consent_register,
    crm_erasure_run,
    crm_own_fields,
    crm_own_fields_line,
    crm_visit_close,
    crm_visit_propose,
    crm_visit_propose_line,
    crm_workday_import,
    crm_workday_load,
)
