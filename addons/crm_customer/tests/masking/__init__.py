from . import (
    test_access_reveal,
    test_masking,
    test_masking_screens,
)
