from . import (
    base_partner_merge,
    crm_care_act,
    crm_care_act_run,
    crm_care_date,
    crm_care_occasion,
    crm_care_rule,
    crm_care_rule_plan,
    crm_today,
    res_company,
    res_config_settings,
    res_partner,
)
