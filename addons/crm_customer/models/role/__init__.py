from . import (
    base,
    base_partner_merge,
    crm_costs,
    res_config_settings,
    res_partner_owner,
    res_users_scope,
)
