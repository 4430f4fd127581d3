from . import (
    test_api,
    test_arrival,
    test_entry,
    test_form,
    test_import,
    test_mapping,
    test_mail,
    test_take_in,
    test_tour,
    test_two_workers,
    test_visitor,
    test_webhook,
)
