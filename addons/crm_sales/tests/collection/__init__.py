from . import (
    test_collection,
    test_collection_books,
    test_collection_engine,
    test_collection_remind,
    test_collection_rights,
    test_collection_tour,
    test_invoice_request,
)
