from odoo.tests import HttpCase, tagged

from .common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalTour(ApprovalCommon, HttpCase):
    """The sales rep asks at his desk, the leader approves on the phone."""

    def setUp(self):
        super().setUp()
        self.company.account_use_credit_limit = True
        self.customer.write({"name": "Orchid Machines", "crm_code": "A-77"})

    def test_asked_at_the_desk_approved_on_the_phone(self):
        self.start_tour("/odoo", "crm_approval_request_tour", login="customer_own")
        approval = self.Approval.search([("res_id", "=", self.customer.id)])
        self.assertEqual((approval.state, approval.amount), ("pending", 60_000))
        self.browser_size = "400x860"
        self.touch_enabled = True
        self.start_tour("/odoo", "crm_approval_approve_tour", login="leader")
        self.assertEqual(approval.state, "approved")
        self.assertEqual(self.customer.credit_limit, 60_000)
