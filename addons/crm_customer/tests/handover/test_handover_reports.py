from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..report_issue.common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestHandoverOfReports(ReportIssueCommon):
    """The analyst of a report leaves; another one comments on it from now on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heir = cls._create_user("report_heir", "crm_customer.group_customer_all")
        cls.second = cls._create_user("report_second", "crm_customer.group_customer_all")
        cls.issue._plan_comment()
        cls.to_do = cls.issue.activity_ids

    def _hand_over(self, *heirs, **values):
        handover = (
            self.env["crm.handover"]
            .with_user(self.user_manager)
            .create(
                {
                    "user_id": self.analyst.id,
                    "share_ids": [
                        Command.clear(),
                        *(Command.create({"user_id": heir.id}) for heir in heirs),
                    ],
                }
                | values
            )
        )
        handover.action_start()
        return handover

    def test_a_report_and_its_comment_go_to_the_successor_and_come_back(self):
        self.assertEqual(self.to_do.user_id, self.analyst)
        handover = self._hand_over(self.heir, is_leaving=True)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(self.series.user_id, self.heir)
        self.assertEqual(self.issue.user_id, self.heir)
        self.assertEqual(self.to_do.user_id, self.heir)
        self.assertFalse(self.analyst.active)
        # and goes out as ever, to all but who left
        self.issue.with_user(self.heir).action_ready()
        self._run()
        people = self.issue.recipient_ids.user_id
        self.assertEqual(people, self.heir | self.seller | self.boss | self.outsider)
        handover.action_undo()
        self.assertEqual(self.series.user_id, self.analyst)

    def test_a_report_and_its_comment_go_to_one_successor(self):
        for number in range(5):
            series = self.series.copy({"name": f"Report {number}"})
            series._ensure_open_issue()
        reports = self.env["crm.report.series"].search([("user_id", "=", self.analyst.id)])
        self._hand_over(self.heir, self.second)
        self.assertEqual(reports.user_id, self.heir | self.second)
        for issue in reports.issue_ids:
            self.assertEqual(issue.activity_ids.user_id, issue.series_id.user_id)

    def test_who_is_no_analyst_does_not_take_over(self):
        handover = self._hand_over(self.seller)
        kept = handover.item_ids.filtered(lambda item: item.source == "report_series")
        self.assertEqual(kept.state, "kept")
        self.assertIn("cannot comment on reports", kept.reason)
        self.assertEqual(self.series.user_id, self.analyst)

    def test_a_reader_who_left_is_in_nobodys_way(self):
        self.seller.write(
            {"active": False, "group_ids": [Command.set(self.env.ref("base.group_user").ids)]}
        )
        handover = self._hand_over(self.heir)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(self.series.user_id, self.heir)
