from . import test_own_field_import, test_own_fields, test_own_fields_screen
