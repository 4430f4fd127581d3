from . import (
    crm_consent_register,
    crm_erasure_run,
    crm_kpi_sheet,
    crm_kpi_split,
    crm_kpi_split_line,
    crm_own_fields,
    crm_own_fields_line,
    crm_visit_close,
    crm_visit_propose,
    crm_visit_propose_line,
    crm_workday_import,
    crm_workday_load,
)
