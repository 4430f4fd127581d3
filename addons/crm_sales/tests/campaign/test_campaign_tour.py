from odoo.tests import HttpCase, tagged

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignTour(CampaignCommon, HttpCase):
    browser_size = "1400x900"

    def test_marketing_plans_a_campaign_and_freezes_its_audience(self):
        self._put_in_segment(self._create_customers(3))
        self.start_tour("/odoo", "crm_sales_campaign_tour", login="marketer")
        campaign = self.env["utm.campaign"].search([("title", "=", "Tour campaign")])
        self.assertEqual(campaign.crm_state, "running")
        self.assertEqual(campaign.crm_treated_count, 3)
