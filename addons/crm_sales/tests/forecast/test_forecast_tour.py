from odoo.tests import HttpCase, tagged

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestForecastTour(SalesCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_submits_and_the_leader_overrides_and_locks(self):
        house = self.env["res.company"].create({"name": "Forecast House"})
        users = self.seller + self.leader
        users.write({"company_ids": [(6, 0, house.ids)], "company_id": house.id})
        self.seller.name = "Tour seller"
        north = self.env["crm.team"].create(
            {
                "name": "North",
                "company_id": house.id,
                "user_id": self.leader.id,
                "member_ids": [(6, 0, self.seller.ids)],
            }
        )
        self.env["crm.lead"].create(
            {
                "name": "Tour cell",
                "type": "opportunity",
                "company_id": house.id,
                "user_id": self.seller.id,
                "team_id": north.id,
                "stage_id": self.first.id,
                "expected_revenue": 500,
                "date_deadline": house._crm_today(),
                "crm_forecast_choice": "commit",
            }
        )
        self.start_tour("/odoo", "crm_sales_forecast_submit_tour", login=self.seller.login)
        self.start_tour("/odoo", "crm_sales_forecast_lead_tour", login=self.leader.login)
        lines = self.env["crm.sales.forecast.line"].search([("company_id", "=", house.id)])
        self.assertEqual(lines.filtered("user_id").said_commit, 800)
        self.assertTrue(lines.filtered(lambda line: line.team_id == north)[:1].is_locked)
