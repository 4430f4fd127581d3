from . import (
    test_access,
    test_chart,
    test_engine,
    test_enter,
    test_exit,
    test_hosts,
    test_journey_tour,
    test_screen,
    test_send,
    test_steps,
    test_version,
)
