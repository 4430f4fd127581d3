from . import (
    test_clock,
    test_clock_calendars,
    test_clock_changes,
    test_clock_properties,
    test_clock_targets,
    test_due,
    test_hours,
    test_hours_engine,
    test_merge,
    test_sla_models,
)
