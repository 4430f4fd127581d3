from . import (
    test_deflection_kpi,
    test_figures,
    test_satisfaction_kpi,
    test_service_kpi,
    test_ticket_figures,
)
