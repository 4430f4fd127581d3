from . import (
    test_access_engines,
    test_access_explain,
    test_access_failure,
    test_access_grant,
    test_access_join,
    test_access_review,
    test_access_review_cron,
    test_access_review_report,
    test_access_review_tour,
    test_access_review_withdraw,
    test_access_tour,
    test_access_unused,
)
