from . import intake, kpi, lead_handover, routing, stage_log
