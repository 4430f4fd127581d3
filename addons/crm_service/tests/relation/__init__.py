from . import (
    test_family,
    test_links,
    test_merge,
    test_merge_refused,
    test_merge_tour,
    test_merge_undo,
    test_opportunity,
    test_split,
    test_undo_engine,
)
