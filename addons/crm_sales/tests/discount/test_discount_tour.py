from odoo.tests import HttpCase, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestDiscountTour(DiscountCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_asks_for_the_approval_of_a_discount(self):
        order = self._create_order(discount=15)
        path = f"/odoo/sales/{order.id}"
        self.start_tour(path, "crm_sales_discount_tour", login=self.seller.login)
        self.assertEqual(order.with_user(self.seller).crm_discount_state, "pending")
