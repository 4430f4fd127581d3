from odoo.tests import HttpCase, tagged

from .common import JourneyCommon


@tagged("post_install", "-at_install")
class TestJourneyTour(JourneyCommon, HttpCase):
    browser_size = "1400x900"

    def test_marketing_builds_tries_and_starts_a_journey(self):
        self.segment.name = "Tour Segment"
        self.template.name = "Tour Hello"
        partner = self._create_member("Tour Customer")
        self._consent(partner)
        self.start_tour("/odoo", "crm_sales_journey_tour", login="journey_marketer")
        journey = self.env["crm.sales.journey"].search([("name", "=", "Tour Journey")])
        self.assertEqual(journey.state, "running")
        self.assertEqual(journey.step_ids.sorted().mapped("kind"), ["mail", "wait", "activity"])
