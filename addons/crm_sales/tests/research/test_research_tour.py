from odoo.tests import HttpCase, tagged

from .common import ResearchCommon


@tagged("post_install", "-at_install")
class TestResearchTour(ResearchCommon, HttpCase):
    browser_size = "1400x900"

    def test_marketing_proves_a_finding_of_a_study(self):
        url = f"/odoo/action-crm_sales.crm_sales_study_action/{self.study.id}"
        self.start_tour(url, "crm_sales_research_tour", login="research_marketing")
        self.assertEqual((self.finding.state, self.finding.strength), ("confirmed", "weak"))

    def test_marketing_agrees_an_action_on_a_swot(self):
        swot = self.env["crm.sales.swot"].create({"name": "Cobots", "user_id": self.marketer.id})
        url = f"/odoo/action-crm_sales.crm_sales_swot_action_open/{swot.id}"
        self.start_tour(url, "crm_sales_swot_tour", login="research_marketing")
        self.assertEqual(swot.item_ids.mapped("name"), ["Changeover within a day"])
        self.assertEqual(swot.action_ids.user_id, self.marketer)
