from . import (
    test_access_explain,
    test_access_engines,
    test_crm_handover,
    test_access_join,
    test_masking,
)
