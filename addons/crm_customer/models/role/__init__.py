from . import (
    base,
    base_partner_merge,
    crm_costs,
    crm_lead,
    crm_sealed_mixin,
    product_pricelist,
    product_pricelist_item,
    res_config_settings,
    res_partner_owner,
    res_users_scope,
)
