from . import (
    test_api,
    test_arrival,
    test_entry,
    test_form,
    test_mail,
    test_take_in,
    test_two_workers,
)
