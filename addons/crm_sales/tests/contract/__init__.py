from . import (
    test_contract,
    test_contract_collection,
    test_contract_paper,
    test_contract_remind,
    test_contract_rights,
)
