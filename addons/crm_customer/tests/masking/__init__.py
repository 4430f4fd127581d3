from . import (
    test_access_reveal,
    test_masking,
)
