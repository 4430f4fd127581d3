from odoo.tests import HttpCase, tagged

from .common import RequestCommon


@tagged("post_install", "-at_install")
class TestCrmRequestTour(RequestCommon, HttpCase):
    def test_asked_from_the_customer_in_two_clicks_and_answered(self):
        self.start_tour("/odoo", "crm_request_ask_tour", login="customer_own")
        request = self.Request.search([("name", "=", "Which colour?")])
        self.assertEqual(request.partner_id, self.customer)
        self.assertEqual(request.department_id, self.department)
        self.start_tour("/odoo", "crm_request_answer_tour", login="request_answerer")
        self.assertEqual(request.state, "answered")
        self.assertIn("RAL 5010", request.answer)
        self.start_tour("/odoo", "crm_request_accept_tour", login="customer_own")
        self.assertEqual(request.state, "closed")
