from . import (
    test_chase,
    test_chase_engine,
    test_chase_rights,
    test_chase_split,
    test_split,
)
