from . import test_chase, test_chase_engine, test_chase_rights
