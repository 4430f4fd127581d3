from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period
from odoo.addons.crm_sales.tests.plan.common import PlanCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@tagged("post_install", "-at_install")
class TestMarginKpi(PlanCommon):
    def test_a_margin_counts_by_shares_and_for_finance_alone(self):
        kpi = self.env.ref("crm_sales_sale_margin.crm_kpi_sales_margin")
        order = self._create_order(
            "2026-03-02",
            100,
            confirm=False,
            crm_share_ids=[
                (0, 0, {"user_id": self.seller.id, "percent": 75}),
                (0, 0, {"user_id": self.other.id, "percent": 25}),
            ],
        )
        order.order_line.purchase_price = 60
        order.state = "sale"
        figures = kpi._get_figures([MARCH], self.house, "user")
        self.assertEqual(
            {key: value for (_place, key), (value, _count) in figures.items()},
            {self.seller.id: 30, self.other.id: 10},
        )
        as_manager = kpi.with_user(self.sales_manager)
        self.assertEqual(as_manager.sudo(False)._get_figures([MARCH], self.house), {})
        self.assertFalse(as_manager.search([("id", "=", kpi.id)]))
        self._draft(self._create_plan(self.env.user, kpi_id=kpi.id))
