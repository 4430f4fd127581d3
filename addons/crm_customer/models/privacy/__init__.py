from . import (
    crm_consent,
    crm_consent_blacklist,
    crm_consent_purpose,
    crm_erasure,
    crm_erasure_partner,
    crm_erasure_records,
    crm_erasure_run,
    crm_erasure_sweep,
    res_partner,
    res_partner_data,
    res_partner_data_care,
    res_partner_erased,
)
