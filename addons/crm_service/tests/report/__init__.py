from . import test_service_report
