from . import (
    crm_access_log_mixin,
    crm_access_check,
    crm_access_check_text,
    crm_access_grant,
    crm_access_holding,
    crm_access_usage,
    crm_erasure,
    res_config_settings,
    res_groups,
    res_users,
    res_users_grants,
)
