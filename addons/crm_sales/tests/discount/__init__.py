from . import (
    test_discount_approval,
    test_discount_engine,
    test_discount_limit,
    test_discount_portal,
    test_discount_tour,
)
