from . import (
    crm_import_target_customer,
    res_partner,
)
