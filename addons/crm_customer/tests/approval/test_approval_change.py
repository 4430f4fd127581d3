from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestApprovalChange(ApprovalCommon):
    """A change after the approval starts it anew, by the mixin's own default."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.export_rule = cls._create_rule(
            [cls._step("Director", [cls.director])], name="Exports", kind="customer_export"
        )
        cls.request = (
            cls.env["crm.customer.export.request"]
            .with_user(cls.user_own)
            .create({"domain": f"[('id', '=', {cls.customer.id})]", "purpose": "Fair in Shanghai"})
        )

    def _live(self):
        domain = [("res_model", "=", self.request._name), ("res_id", "=", self.request.id)]
        return self.Approval.search(domain, order="id")

    def _approved(self):
        self.request.action_request()
        self._decide(self._live(), self.director)
        self.assertEqual(self.request.state, "approved")

    def test_a_change_after_the_approval_starts_it_anew(self):
        self._approved()
        self.request.purpose = "Sold to a broker"
        first, second = self._live()
        self.assertEqual((first.state, second.state), ("outdated", "pending"))
        self.assertIn("broker", second.description)
        self.assertEqual(first.log_ids.sorted("id")[-1].act, "outdated")
        self.assertEqual(self.request.state, "pending")
        self.assertFalse(self.request.date_expire)
        self.assertEqual(self._activity_users(second), self.director)

    def test_a_change_while_it_is_pending_starts_it_anew(self):
        self.request.action_request()
        self.request.purpose = "Another fair"
        first, second = self._live()
        self.assertEqual((first.state, second.state), ("outdated", "pending"))
        self.assertFalse(self._activity_users(first))

    def test_writing_the_same_value_changes_nothing(self):
        self._approved()
        self.request.purpose = "Fair in Shanghai"
        self.assertEqual(self._live().state, "approved")
        self.assertEqual(self.request.state, "approved")

    def test_a_change_that_needs_no_approval_is_granted(self):
        self._approved()
        self.export_rule.is_free = True
        self.request.purpose = "Another fair"
        self.assertEqual(self._live().state, "outdated")
        self.assertEqual(self.request.state, "approved")
