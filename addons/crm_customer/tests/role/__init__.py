from . import (
    test_analyst,
    test_costs,
    test_owner,
    test_role_documents,
    test_scope,
    test_sealed,
    test_money,
)
