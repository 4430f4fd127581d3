from odoo.tests import HttpCase, tagged

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestPartnerTour(HttpCase, CustomerCommon):
    def test_sales_rep_creates_a_customer_from_the_menu(self):
        self.start_tour("/odoo/crm-customers", "crm_customer_create_tour", login="customer_own")
        customer = self.env["res.partner"].search([("name", "=", "Blue Whale Trading")])
        self.assertTrue(customer.crm_code)
        self.assertEqual(customer.user_id, self.user_own)
        self.assertEqual(customer.state_id, self.env.ref("base.state_cn_GD"))
