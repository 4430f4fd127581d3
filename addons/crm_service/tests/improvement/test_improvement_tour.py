from odoo.tests import HttpCase, tagged

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestImprovementTour(ImprovementCommon, HttpCase):
    browser_size = "1400x900"

    def test_an_agent_turns_a_ticket_into_feedback_in_two_clicks(self):
        ticket = self._create_ticket("Tour gripper forgets", user_id=self.agent.id)
        self.start_tour(
            f"/odoo/crm-tickets/{ticket.id}", "crm_service_feedback_tour", login="service_agent"
        )
        self.assertEqual(ticket.feedback_ids.state, "new")

    def test_a_product_manager_groups_decides_and_releases(self):
        self._create_feedback("Tour program lost at night")
        self._create_feedback("Tour program lost at noon")
        self.start_tour("/odoo", "crm_service_improvement_tour", login="product_manager")
        improvement = self.env["crm.service.improvement"].search(
            [("user_id", "=", self.manager.id)]
        )
        self.assertEqual(improvement.state, "released")
        self.assertEqual(improvement.feedback_count, 2)
        self.assertTrue(improvement.date_released)
