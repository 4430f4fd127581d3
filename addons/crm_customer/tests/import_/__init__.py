from . import (
    test_engine_codes,
    test_engine_csv,
    test_engine_damage,
    test_engine_dates,
    test_engine_headings,
    test_engine_hostile,
    test_engine_phones,
    test_engine_rows,
    test_engine_texts,
    test_engine_values,
    test_engine_xlsx,
    test_import_flow,
)
