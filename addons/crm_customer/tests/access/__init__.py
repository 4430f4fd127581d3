from . import (
    test_access_explain,
    test_access_engines,
    test_crm_handover,
    test_access_join,
    test_masking,
    test_access_grant,
    test_access_reveal,
    test_access_tour,
    test_access_unused,
)
