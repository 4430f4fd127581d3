from . import test_figures, test_service_kpi, test_ticket_figures
