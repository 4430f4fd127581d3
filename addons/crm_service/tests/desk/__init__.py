from . import (
    test_autoclose,
    test_canned_response,
    test_complaint,
    test_macro,
    test_macro_undo,
    test_presence,
    test_presence_tour,
    test_two_workers,
)
