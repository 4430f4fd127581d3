from odoo.fields import Command
from odoo.tests import tagged

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignResult(CampaignCommon):
    """Figures of a campaign, against figures worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._create_plan(state="running", crm_target_leads=10)
        cls.customer = cls._create_customer()
        cls.product = cls.env["product.product"].create(
            {"name": "Robot", "list_price": 1000, "taxes_id": False}
        )

    def _leads(self):
        """Five leads: three opportunities, two of them won, one lost."""
        leads = [self._create_lead(f"Lead {n}", type="lead", stage_id=False) for n in range(2)]
        deals = [self._create_lead(f"Deal {n}") for n in range(3)]
        for lead in (*leads, *deals):
            lead.campaign_id = self.campaign
        deals[0].action_set_won()
        deals[1].action_set_won()
        deals[2].action_set_lost()

    def _order(self, amount, day, confirm=True, **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "campaign_id": self.campaign.id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "price_unit": amount})
                ],
                **values,
            }
        )
        if confirm:
            order.action_confirm()
        order.date_order = f"{day} 08:00:00"
        return order

    def test_leads_deals_and_revenue_are_counted(self):
        self._leads()
        self._order(9000, "2026-03-10")
        self._order(7000, "2026-03-20", confirm=False)
        campaign = self.campaign.with_user(self.marketer)
        self.assertEqual(
            (
                campaign.crm_result_leads,
                campaign.crm_result_opportunities,
                campaign.crm_result_won,
                campaign.crm_result_orders,
                campaign.crm_result_revenue,
            ),
            (5, 3, 2, 1, 9000),
        )
        self.assertEqual(campaign.crm_lead_percent, 50)

    def test_cost_per_lead_per_deal_and_return(self):
        self._leads()
        self._order(9000, "2026-03-10")
        self._add_cost(self.campaign, 4500)
        campaign = self.campaign.with_user(self.marketer)
        self.assertEqual(campaign.crm_cost_per_lead, 900)  # 4500 / 5
        self.assertEqual(campaign.crm_cost_per_won, 2250)  # 4500 / 2
        self.assertEqual(campaign.crm_roi, 100)  # (9000 - 4500) / 4500

    def test_payback_counts_from_the_start_until_the_cost_is_covered(self):
        self._add_cost(self.campaign, 5000)
        self._order(3000, "2026-03-12")
        campaign = self.campaign.with_user(self.marketer)
        self.assertFalse(campaign.crm_is_paid_back)
        self._order(2000, "2026-05-02")
        self.env.invalidate_all()
        self.assertTrue(campaign.crm_is_paid_back)
        # 61 days after 2 March, at 30.436875 days a month
        self.assertAlmostEqual(campaign.crm_payback_months, 2.0, places=1)

    def test_without_costs_nothing_is_divided(self):
        self._leads()
        campaign = self.campaign.with_user(self.marketer)
        self.assertFalse(campaign.crm_has_cost)
        self.assertEqual((campaign.crm_roi, campaign.crm_cost_per_lead), (0, 0))
        self.assertFalse(campaign.crm_is_paid_back)

    def test_what_another_company_did_does_not_count(self):
        self._create_lead(company_id=self.company_b.id, team_id=False, user_id=False).write(
            {"campaign_id": self.campaign.id}
        )
        self.assertEqual(self.campaign.with_user(self.marketer).crm_result_leads, 0)

    def test_figures_open_exactly_what_was_counted(self):
        self._leads()
        self._order(9000, "2026-03-10")
        self._order(7000, "2026-03-20", confirm=False)
        campaign = self.campaign.with_user(self.marketer)
        for name in ("leads", "opportunities", "won", "orders"):
            action = getattr(campaign, f"action_crm_view_{name}")()
            found = self.env[action["res_model"]].with_user(self.marketer)
            found = found.with_context(**action["context"])
            self.assertEqual(
                found.search_count(action["domain"]), campaign[f"crm_result_{name}"], name
            )

    def test_who_sees_figures_alone_sees_those_of_the_campaign(self):
        self._leads()
        analyst = self._create_user("analyst", "crm_sales.group_sales_all")
        self.assertEqual(self.campaign.with_user(analyst).crm_result_won, 2)

    def test_the_sheet_prints_plan_and_result(self):
        self._leads()
        self._order(9000, "2026-03-10")
        self._add_cost(self.campaign, 4500)
        report = self.env["ir.actions.report"].with_user(self.marketer)
        html = report._render_qweb_html("crm_sales.report_campaign", self.campaign.ids)[0].decode()
        for text in ("Spring", "Win Leads", "900.00", "100.0"):
            self.assertIn(text, html)
