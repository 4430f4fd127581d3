from . import test_engine, test_routing, test_routing_race, test_simulate
