from . import (
    test_automatic,
    test_characters,
    test_gateway,
    test_import,
    test_nasty,
    test_quotes,
    test_reply,
    test_sender,
    test_twice,
    test_two_workers,
    test_upsert,
)
