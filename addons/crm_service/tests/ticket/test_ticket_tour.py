from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketTour(ServiceCommon, HttpCase):
    browser_size = "1400x900"

    def test_an_agent_takes_a_ticket_and_solves_it(self):
        ticket = self._create_ticket("Tour pump leaks")
        self.start_tour("/odoo", "crm_service_ticket_tour", login="service_agent")
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(ticket.stage_id, self.stage_solved)
        self.assertTrue(ticket.date_first_response)
