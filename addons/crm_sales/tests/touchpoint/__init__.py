from . import (
    test_collect,
    test_collect_random,
    test_touchpoint,
    test_two_collectors,
)
