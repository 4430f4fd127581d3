from . import (
    crm_consent,
    crm_consent_blacklist,
    crm_consent_purpose,
    res_partner,
)
