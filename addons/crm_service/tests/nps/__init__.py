from . import (
    test_effort,
    test_nps_answer,
    test_nps_figures,
    test_nps_page,
    test_nps_round,
    test_nps_security,
    test_nps_service,
    test_nps_tour,
    test_opt_out,
    test_score,
)
