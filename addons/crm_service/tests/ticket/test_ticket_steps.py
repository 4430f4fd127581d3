from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketSteps(ServiceCommon):
    def test_taking_makes_a_ticket_ones_own_and_dates_it(self):
        ticket = self._create_ticket()
        ticket.with_user(self.agent).action_take()
        self.assertEqual(ticket.user_id, self.agent)
        self.assertTrue(ticket.date_assigned)

    def test_a_ticket_that_a_colleague_has_is_not_taken(self):
        ticket = self._create_ticket(user_id=self.colleague.id)
        with self.assertRaisesRegex(UserError, "service_colleague"):
            ticket.with_user(self.head).action_take()
        self.assertEqual(ticket.user_id, self.colleague)

    def test_solved_moves_to_the_first_closing_stage(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        ticket.with_user(self.agent).action_close()
        self.assertEqual(ticket.stage_id, self.stage_solved)
        self.assertTrue(ticket.is_closed)

    def test_a_complaint_is_closed_with_its_cause_only(self):
        ticket = self._create_ticket(kind="complaint")
        with self.assertRaisesRegex(UserError, "root cause"):
            ticket.action_close()
        ticket.cause_id = self.cause
        ticket.action_close()
        self.assertTrue(ticket.is_closed)

    def test_waiting_moves_to_the_first_waiting_stage(self):
        ticket = self._create_ticket()
        ticket.action_wait()
        self.assertEqual(ticket.stage_id, self.stage_waiting)
        self.assertTrue(ticket.is_waiting)

    def test_a_team_without_a_closing_stage_says_what_to_do(self):
        self.env["crm.service.stage"].search([("is_closed", "=", True)]).active = False
        ticket = self._create_ticket()
        with self.assertRaisesRegex(UserError, "Hotline"):
            ticket.action_close()

    def test_hours_add_up(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        lines = self.env["crm.service.time"].with_user(self.agent)
        lines.create([{"ticket_id": ticket.id, "hours": hours} for hours in (0.5, 1.25)])
        self.assertEqual(ticket.time_spent, 1.75)
        self.assertEqual(ticket.time_ids.user_id, self.agent)

    @mute_logger("odoo.sql_db")
    def test_no_time_is_refused(self):
        ticket = self._create_ticket()
        with self.assertRaises(CheckViolation):
            self.env["crm.service.time"].create({"ticket_id": ticket.id, "hours": 0})
            self.env.flush_all()

    def test_tickets_of_the_customer_are_counted_and_opened(self):
        first, second = self._create_ticket(), self._create_ticket("Valve", user_id=self.agent.id)
        self.assertEqual(first.sibling_count, 2)
        action = second.action_view_siblings()
        found = self.env["crm.service.ticket"].search(action["domain"])
        self.assertEqual(found, first | second)
