from . import (
    test_crm_handover,
    test_handover_reports,
    test_handover_rooms,
    test_handover_two_workers,
)
