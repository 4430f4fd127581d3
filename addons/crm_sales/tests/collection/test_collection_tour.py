from odoo.tests import HttpCase, tagged

from .common import InvoiceRequestCommon


@tagged("post_install", "-at_install")
class TestCollectionTour(InvoiceRequestCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_asks_finance_for_an_invoice(self):
        plan = self._create_plan()
        self.start_tour("/odoo", "crm_sales_collection_tour", login=self.seller.login)
        request = self.env["crm.request"].search([("collection_id", "=", plan.id)])
        self.assertEqual((request.requester_id, request.user_id), (self.seller, self.finance))
