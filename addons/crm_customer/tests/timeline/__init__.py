from . import (
    test_customer_sheet,
    test_html_text,
    test_timeline_access,
    test_timeline_entries,
    test_timeline_interaction,
    test_timeline_pager,
    test_timeline_paging,
    test_timeline_tour,
)
