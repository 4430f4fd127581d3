from . import (
    test_assignment,
    test_assignment_race,
    test_assignment_reasons,
    test_assignment_security,
    test_choose,
    test_following,
    test_member,
    test_next,
    test_presence,
)
