from . import (
    crm_sales_contract,
    crm_sales_contract_steps,
    crm_sales_contract_remind,
    crm_handover,
    crm_request,
    crm_sales_collection,
    crm_timeline,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
