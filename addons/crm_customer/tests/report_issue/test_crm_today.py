from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, PDF, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestReportToday(ReportIssueCommon):
    def _block(self, user, key):
        self.env.flush_all()
        page = self.env["crm.today"].with_user(user).get_page()
        return {block["key"]: block for block in page["blocks"]}.get(key)

    def test_an_issue_waits_for_the_analyst_then_for_the_readers(self):
        self.issue._plan_comment()
        (item,) = self._block(self.analyst, "issues")["items"]
        self.assertEqual((item["id"], item["state"]), (self.issue.id, "today"))
        # the activity that asks for a comment stands there once
        self.assertEqual(self._block(self.analyst, "activities")["count"], 0)
        self.assertIsNone(self._block(self.seller, "issues"))
        self.assertEqual(self._block(self.seller, "reports")["count"], 0)
        with patch.object(self.env.registry["crm.report.issue"], "_get_pdf", lambda issue: PDF):
            self._send()
        self.assertNotIn(
            self.issue.id, [item["id"] for item in self._block(self.analyst, "issues")["items"]]
        )
        (item,) = self._block(self.seller, "reports")["items"]
        recipient = self.env["crm.report.recipient"].browse(item["id"]).with_user(self.seller)
        action = getattr(recipient, item["open_method"])()
        self.assertEqual((action["res_model"], action["res_id"]), (
            "crm.report.issue", self.issue.id
        ))  # fmt: skip
        self.assertEqual(self._block(self.seller, "reports")["count"], 0)
        self.assertEqual(self._block(self.boss, "reports")["count"], 1)
