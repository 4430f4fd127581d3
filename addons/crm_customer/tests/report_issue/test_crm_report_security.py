from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmReportSecurity(ReportIssueCommon):
    def _seen(self, user):
        return self.issue in self.env["crm.report.issue"].with_user(user).search([])

    def test_readers_see_an_issue_once_it_was_sent_to_them(self):
        self.assertFalse(self._seen(self.seller))
        self._send()
        self.assertTrue(self._seen(self.seller))
        self.assertFalse(self._seen(self.user_own), "no reader")
        issue = self.issue.with_user(self.seller)
        issue.read(["comment", "figures", "my_file_ids", "earlier_decision_ids"])
        with self.assertRaises(AccessError):
            issue.comment = "x"
        with self.assertRaises(AccessError):
            issue.read(["recipient_ids"])
        recipients = self.env["crm.report.recipient"].with_user(self.seller)
        found = recipients.search([("issue_id", "=", issue.id)])
        self.assertEqual(found.user_id, self.seller)

    def test_only_analysts_make_reports(self):
        for user in (self.user_own, self.user_team, self.user_plain):
            with self.assertRaises(AccessError):
                self.env["crm.report.series"].with_user(user).create({"name": "x"})
        self.series.with_user(self.user_manager).name = "Renamed"

    def test_another_company_sees_nothing(self):
        self._send()
        theirs = self._create_user(
            "report_theirs",
            "crm_customer.group_customer_manager",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        self.assertFalse(self._seen(theirs))
        for record in (self.series, self.issue, self.series.item_ids, self.issue.recipient_ids):
            with self.assertRaises(AccessError):
                record.with_user(theirs).read(["display_name"])

    def test_nobody_writes_recipients_or_copies(self):
        self._send()
        for user in (self.analyst, self.user_manager):
            with self.assertRaises(AccessError):
                self.issue.recipient_ids[:1].with_user(user).state = "waiting"
            with self.assertRaises(AccessError):
                self.env["crm.report.copy"].with_user(user).create(
                    {"issue_id": self.issue.id, "user_id": user.id}
                )
            with self.assertRaises(AccessError):
                self.issue.with_user(user).write(
                    {"recipient_ids": [Command.create({"user_id": self.user_own.id})]}
                )
