from . import (
    test_next_order,
    test_purchase_record,
    test_purchase_record_random,
    test_purchase_record_rights,
)
