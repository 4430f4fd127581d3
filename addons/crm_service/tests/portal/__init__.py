from . import (
    test_portal_access,
    test_portal_form,
    test_portal_fuzz,
    test_portal_steps,
    test_portal_tools,
    test_public_form,
    test_two_workers,
)
