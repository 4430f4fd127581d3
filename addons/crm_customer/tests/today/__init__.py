from . import (
    test_today_acts,
    test_today_activity,
    test_today_blocks,
    test_today_layout,
    test_today_page,
    test_today_queries,
    test_today_tour,
)
