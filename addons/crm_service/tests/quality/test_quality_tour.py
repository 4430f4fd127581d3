from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import QualityCommon


@tagged("post_install", "-at_install")
class TestQualityTour(QualityCommon, HttpCase):
    browser_size = "1400x900"

    def test_the_service_manager_draws_and_reviews(self):
        ticket = self._answered(self.agent, name="Tour pump")
        self._create_sample(
            name="Tour sample",
            date_from="2026-03-01",
            date_to="2026-03-31",
            user_ids=[Command.set(self.agent.ids)],
        )
        self.start_tour("/odoo/crm-tickets", "crm_service_quality_tour", login=self.head.login)
        review = self.env["crm.service.quality.review"].search([("ticket_id", "=", ticket.id)])
        self.assertEqual((review.state, review.score, review.comment), ("done", 0.75, "Be kinder"))
