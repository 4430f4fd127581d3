from . import (
    crm_handover,
    crm_handover_item,
    crm_handover_run,
    crm_handover_share,
    crm_handover_source,
    crm_handover_sources,
    res_config_settings,
)
