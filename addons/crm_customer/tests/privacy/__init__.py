from . import (
    test_consent,
    test_consent_blacklist,
    test_consent_late,
    test_consent_register,
    test_consent_security,
    test_consent_summary,
    test_consent_verdict,
    test_erasure,
    test_erasure_marks,
    test_erasure_shared,
    test_personal_data,
    test_scrub,
)
