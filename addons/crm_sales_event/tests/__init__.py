from . import test_event_touchpoint
