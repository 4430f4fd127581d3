from . import test_journey_sms
