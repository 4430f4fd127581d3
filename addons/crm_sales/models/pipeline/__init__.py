from . import (
    crm_sales_pipeline_day,
    crm_sales_pipeline_push,
    crm_sales_pipeline_snapshot,
    crm_sales_pipeline_total,
    res_company,
    res_config_settings,
)

# isort: split
from . import (
    crm_kpi,
    crm_lead,
    crm_sales_pipeline_snapshot_take,
    crm_sales_pipeline_waterfall,
    crm_sales_stage_log,
    crm_stage,
    crm_team,
    res_users,
)
