from odoo.tests import HttpCase, tagged

from .common import PlanCommon


@tagged("post_install", "-at_install")
class TestPlanTour(PlanCommon, HttpCase):
    def test_a_manager_plans_and_a_seller_sees_the_own_attainment(self):
        self.sales_manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        self._create_order("2025-05-05", 50000)
        self._create_order("2026-03-02", 7000)
        self.start_tour("/odoo", "crm_sales_plan_tour", login=self.sales_manager.login)
        plan = self.env["crm.sales.plan"].search([("name", "=", "Tour plan")])
        self.assertEqual((plan.state, plan.total, plan.target), ("approved", 60000, 60000))
        self.assertEqual(sum(plan.line_ids.mapped("is_locked")), 1)
        self.start_tour("/odoo", "crm_sales_attainment_tour", login=self.seller.login)
