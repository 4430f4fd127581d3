from . import (
    crm_sales_chase_rule,
    crm_sales_chase_step,
    crm_sales_chase,
    crm_sales_chase_act,
    crm_sales_chase_run,
    crm_sales_chase_split,
    sale_order,
)
