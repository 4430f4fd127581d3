from . import test_answer, test_clock, test_hand_over, test_handover_kpi, test_host_user, test_sweep
