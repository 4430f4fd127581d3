from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketSecurity(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls._create_team("Far", cls.head)

    def test_an_agent_reads_the_team_and_works_on_own_and_free_ones(self):
        own = self._create_ticket(user_id=self.agent.id)
        free = self._create_ticket()
        other = self._create_ticket(user_id=self.colleague.id)
        far = self._create_ticket(team_id=self.far.id)
        seen = self.env["crm.service.ticket"].with_user(self.agent).search([])
        self.assertTrue(own | free | other <= seen)
        self.assertNotIn(far, seen)
        (own | free).with_user(self.agent).write({"name": "Changed"})
        with self.assertRaises(AccessError):
            other.with_user(self.agent).write({"name": "Changed"})

    def test_a_follower_reads_a_ticket_of_another_team(self):
        far = self._create_ticket(team_id=self.far.id)
        far.message_subscribe(self.agent.partner_id.ids)
        self.assertEqual(far.with_user(self.agent).name, "Pump leaks")
        with self.assertRaises(AccessError):
            far.with_user(self.agent).write({"name": "Changed"})

    def test_a_leader_works_on_the_tickets_of_the_team(self):
        ticket = self._create_ticket(user_id=self.colleague.id)
        ticket.with_user(self.leader).user_id = self.agent
        self.assertEqual(ticket.user_id, self.agent)

    def test_only_the_manager_deletes(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        with self.assertRaises(AccessError):
            ticket.with_user(self.agent).unlink()
        ticket.with_user(self.head).unlink()
        self.assertFalse(ticket.exists())

    def test_an_agent_enters_a_ticket_for_another_team(self):
        ticket = (
            self.env["crm.service.ticket"]
            .with_user(self.agent)
            .create({"name": "For them", "team_id": self.far.id})
        )
        self.assertEqual(ticket.sudo().team_id, self.far)

    def test_a_salesperson_sees_no_tickets(self):
        ticket = self._create_ticket()
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_own).read(["name"])
        self.assertNotIn(
            "crm_ticket_count", self.env["res.partner"].with_user(self.user_own).fields_get()
        )

    def test_roles_bring_their_level(self):
        for role, level in (
            ("service_agent", "own"),
            ("tech_support", "own"),
            ("service_manager", "manager"),
            ("management", "all"),
        ):
            user = self._create_user(f"as_{role}", f"crm_customer.role_{role}")
            self.assertTrue(user.has_group(f"crm_service.group_service_{level}"), role)
