"""Lists of a service with many tickets are found by an index, as an agent and as a manager."""

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from tests import volume

from .plan_case import PlanCase

TICKETS = 25_000
OPEN = [("is_closed", "=", False)]


@tagged("post_install", "-at_install")
class TestTicketPlans(PlanCase, TransactionCase):
    model = "crm.service.ticket"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = new_test_user(cls.env, "plan_agent", "crm_service.group_service_own")
        cls.head = new_test_user(cls.env, "plan_head", "crm_service.group_service_manager")
        cls.team = cls.env["crm.service.team"].create(
            {"name": "Plans", "member_ids": [Command.set((cls.agent | cls.head).ids)]}
        )
        volume.create_tickets(cls.env.cr, TICKETS, cls.team.ids)
        cls.env.invalidate_all()

    def _pages(self, domain, index=None, order=None):
        """Read a page as both; nobody reads the table from its start to its end."""
        for user in (self.agent, self.head):
            with self.subTest(user=user.login):
                nodes = self._page(domain, order=order, user=user)
                if index:
                    self._assert_walks(nodes, f"crm_service_ticket_{index}")

    def test_all_tickets_are_read_in_the_order_of_the_list(self):
        self._pages([], "order_idx")

    def test_open_tickets(self):
        self._pages(OPEN)

    def test_my_tickets(self):
        for user in (self.agent, self.head):
            nodes = self._page([*OPEN, ("user_id", "=", user.id)], user=user)
            self.assertIn("crm_service_ticket_owner_idx", {name for _kind, name in nodes})

    def test_tickets_of_nobody(self):
        self._pages([*OPEN, ("user_id", "=", False)])

    def test_next_deadlines(self):
        """An agent has few of them, which may be sorted."""
        domain = [*OPEN, ("deadline", "!=", False)]
        self._pages(domain, order="deadline, id")
        nodes = self._page(domain, order="deadline, id", user=self.head)
        self._assert_walks(nodes, "crm_service_ticket_deadline_idx")

    def test_breached_ones(self):
        self._pages([*OPEN, ("is_breached", "=", True)])

    def test_what_was_closed_last(self):
        self._pages([("date_closed", "!=", False)], "closed_idx", order="date_closed desc, id desc")

    def test_tickets_of_a_customer(self):
        customer = self.env["res.partner"].search([("is_company", "=", True)], limit=1)
        self._pages([("commercial_partner_id", "=", customer.id)])

    def test_counters_of_a_team_count_open_tickets_only(self):
        query = self.env[self.model]._search(
            [*OPEN, ("team_id", "in", self.team.ids), ("user_id", "=", False)]
        )
        self.assertNotIn(("Seq Scan", "crm_service_ticket"), self._nodes(query.select()))
