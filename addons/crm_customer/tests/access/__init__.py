from . import (
    test_access_engines,
    test_access_explain,
    test_access_grant,
    test_access_join,
    test_access_tour,
    test_access_unused,
)
