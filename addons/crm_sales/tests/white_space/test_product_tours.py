from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import WhiteCommon


@tagged("post_install", "-at_install")
class TestProductTours(WhiteCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_adds_what_is_proposed(self):
        self._plant()
        self.pairs._compute_company(self.company)
        order = self._order((self.robot, 1, 100), state="draft")
        self.start_tour("/odoo", "crm_sales_cross_sell_tour", login=self.seller.login)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.product_id, self.robot | self.gripper)

    def test_a_product_manager_makes_leads_of_white_space(self):
        self._habit()
        self.gaps._compute_company(self.company)
        user = self.env["res.users"].create(
            {
                "name": "Product Manager",
                "login": "white_manager",
                "password": "white_manager",
                "group_ids": [Command.set(self.env.ref("crm_customer.role_product_manager").ids)],
            }
        )
        self.start_tour("/odoo", "crm_sales_white_space_tour", login=user.login)
        leads = self.env["crm.lead"].search([("partner_id", "in", self.peers.ids)])
        self.assertEqual((leads.partner_id, leads.user_id), (self.peers[4:], self.seller))
