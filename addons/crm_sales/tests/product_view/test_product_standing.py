from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ProductCommon


@tagged("post_install", "-at_install")
class TestProductStanding(ProductCommon):
    def _standing(self, user=None):
        self.env.invalidate_all()
        standings = self.env["crm.sales.product.standing"].with_user(user or self.head)
        return standings.search([("product_id", "=", self.robot.id)])

    def _ago(self, days):
        return fields.Datetime.now() - timedelta(days=days)

    def test_a_year_stands_beside_the_year_before(self):
        self._order((self.robot, 3, 100), date_order=self._ago(20))
        self._order((self.robot, 2, 100), date_order=self._ago(400))
        self._order((self.robot, 7, 100), date_order=self._ago(800))
        standing = self._standing()
        self.assertEqual((standing.won_amount, standing.won_before), (300, 200))
        self.assertEqual((standing.growth, standing.quantity), (50, 3))

    def test_a_deal_with_two_lines_of_a_product_is_one(self):
        lead = self._create_lead(partner_id=self.customer.id)
        self._order(
            (self.robot, 1, 100), (self.robot, 2, 80), state="draft", opportunity_id=lead.id
        )
        standing = self._standing()
        self.assertEqual((standing.open_count, standing.open_amount), (1, 260))

    def test_a_seller_sees_the_standing_of_own_sales(self):
        self._order((self.robot, 1, 100), date_order=self._ago(20))
        self._order((self.robot, 2, 100), date_order=self._ago(20), user_id=self.head.id)
        self.assertEqual(self._standing(self.seller).won_amount, 100)
        self.assertEqual(self._standing().won_amount, 300)

    def test_a_standing_opens_the_figures_behind_it(self):
        self._order((self.robot, 1, 100), date_order=self._ago(20))
        action = self._standing().action_open_figures()
        self.assertEqual(self.figures.search(action["domain"]).won_amount, 100)

    def test_variants_of_a_product_are_opened_from_it(self):
        action = self.robot.product_tmpl_id.action_crm_view_product_figures()
        self.assertEqual(action["domain"], [("product_id", "in", self.robot.ids)])
