from . import crm_service_replay

# isort: split
from . import (
    crm_service_replay_clocks,
    crm_service_replay_figure,
    crm_service_replay_outcome,
    crm_service_replay_people,
    crm_service_replay_person,
    crm_service_replay_policy,
    crm_service_replay_run,
    crm_service_replay_ticket,
)
