from . import crm_kpi, crm_kpi_goal
