from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestApprovalToday(ApprovalCommon):
    def _block(self, user, key):
        self.env.flush_all()
        page = self.env["crm.today"].with_user(user).get_page()
        return {block["key"]: block for block in page["blocks"]}[key]

    def test_what_waits_is_approved_in_place(self):
        approval = self._ask()
        (item,) = self._block(self.leader, "approvals")["items"]
        self.assertEqual((item["title"], item["amount"]), (approval.subject, 50_000))
        # its activity says the same, and stands there once
        self.assertEqual(self._block(self.leader, "activities")["count"], 0)
        self.assertEqual(self._block(self.director, "approvals")["count"], 0)
        act = next(act for act in item["acts"] if act["key"] == "approve")
        getattr(approval.with_user(self.leader), act["method"])()
        self.assertEqual(approval.state, "approved")
        self.assertEqual(self._block(self.leader, "approvals")["count"], 0)
