from . import test_access_explain, test_access_engines
