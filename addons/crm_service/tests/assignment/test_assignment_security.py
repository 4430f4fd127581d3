from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import MONDAY, AssignmentCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAssignmentSecurity(AssignmentCommon):
    @users("service_agent", "service_head")
    def test_nobody_writes_the_history(self):
        ticket = self._create_ticket()
        line = ticket.assignment_ids.with_env(self.env)
        with self.assertRaises(AccessError):
            line.user_id = self.env.user
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            line.copy()

    @users("service_agent")
    def test_a_context_does_not_keep_a_change_out_of_the_history(self):
        self.team.assignment_method = "manual"
        ticket = self._create_ticket().with_env(self.env)
        ticket.with_context(crm_assigning=True).user_id = self.env.user
        self.assertEqual(ticket.assignment_ids.method, "taken")

    @users("service_head")
    def test_the_turn_is_sealed(self):
        line = self._line(self.agent).with_env(self.env)
        line.capacity = 4
        with self.assertRaises(AccessError):
            line.turn = 0

    @users("service_agent")
    def test_an_agent_does_not_run_the_rule(self):
        with self.assertRaises(AccessError):
            self.team.with_env(self.env).action_assign()

    @users("service_agent")
    def test_a_new_ticket_is_assigned_whoever_enters_it(self):
        values = {"name": "Leak", "team_id": self.team.id, "partner_id": self.contact.id}
        ticket = self.env["crm.service.ticket"].create(values)
        self.assertTrue(ticket.sudo().user_id)
