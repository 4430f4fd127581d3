from . import test_crm_handover
