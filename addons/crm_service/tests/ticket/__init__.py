from . import (
    test_category,
    test_menus,
    test_rooms,
    test_stage,
    test_ticket,
    test_ticket_log,
    test_ticket_security,
    test_ticket_steps,
    test_ticket_tour,
)
