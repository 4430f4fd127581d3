from . import (
    test_duty,
    test_next_shift,
    test_plan,
    test_roster,
    test_roster_tour,
    test_shift,
    test_shift_race,
    test_week,
)
