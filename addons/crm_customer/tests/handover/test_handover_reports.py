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

    # what others comment on

    def _hand_over_reader(self, *heirs, **values):
        return self._hand_over(*heirs, user_id=self.seller.id, **values)

    def _decide(self, user, issue=None, **values):
        return self.env["crm.report.decision"].create(
            {
                "issue_id": (issue or self.issue).id,
                "name": "Call them",
                "user_id": user.id,
                "date_due": "2026-11-09",
            }
            | values
        )

    def test_the_successor_reads_the_report_in_the_place_of_who_left(self):
        before = self.series.reader_ids
        handover = self._hand_over_reader(self.heir, is_leaving=True)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(self.series.reader_ids, before - self.seller + self.heir)
        journal = handover.item_ids.filtered(lambda item: item.res_model == "crm.report.series")
        self.assertEqual(
            journal.mapped(lambda item: (item.old_value, item.new_value, item.state)),
            [(self.seller.id, self.heir.id, "moved")],
        )
        handover.action_undo()
        self.assertEqual(self.series.reader_ids, before)

    def test_who_read_the_report_before_still_does_after_an_undo(self):
        before = self.series.reader_ids
        handover = self._hand_over_reader(self.boss)
        self.assertEqual(self.series.reader_ids, before - self.seller)
        handover.action_undo()
        self.assertEqual(self.series.reader_ids, before)
        self.assertEqual(handover.state, "undone")

    def test_readers_that_were_changed_since_stay(self):
        handover = self._hand_over_reader(self.heir)
        self.series.reader_ids -= self.heir
        after = self.series.reader_ids
        handover.action_undo()
        self.assertEqual(self.series.reader_ids, after)
        self.assertEqual(handover.kept_count, 1)

    def test_who_may_not_read_it_takes_no_place(self):
        handover = self._hand_over_reader(self.user_plain)
        kept = handover.item_ids.filtered(lambda item: item.source == "report_reader")
        self.assertEqual(kept.state, "kept")
        self.assertIn("cannot read this report", kept.reason)
        self.assertIn(self.seller, self.series.reader_ids)

    def test_decisions_and_their_activities_go_to_the_new_reader(self):
        self._send()
        decision = self._decide(self.seller)
        other = self._decide(self.boss)
        self.assertEqual(decision.activity_id.user_id, self.seller)
        handover = self._hand_over_reader(self.heir, is_leaving=True)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(decision.user_id, self.heir)
        self.assertEqual(decision.activity_id.user_id, self.heir)
        self.assertEqual((other.user_id, other.activity_id.user_id), (self.boss, self.boss))
        handover.action_undo()
        self.assertEqual((decision.user_id, decision.activity_id.user_id), (self.seller,) * 2)

    def test_decisions_not_sent_yet_go_too_and_done_ones_stay(self):
        self._send()
        done = self._decide(self.seller)
        done.activity_id.action_feedback()
        self.assertEqual(done.state, "done")
        waiting = self._decide(self.seller, issue=self.series._ensure_open_issue())
        self._hand_over_reader(self.heir)
        self.assertEqual((done.user_id, waiting.user_id), (self.seller, self.heir))

    def test_all_of_a_report_goes_to_one_of_several_successors(self):
        for number in range(4):
            series = self.series.copy({"name": f"Read {number}", "user_id": self.user_manager.id})
            self._decide(self.seller, issue=series._ensure_open_issue())
        reports = self.env["crm.report.series"].search([("reader_ids", "in", self.seller.ids)])
        handover = self._hand_over_reader(self.heir, self.second)
        self.assertEqual(handover.kept_count, 0)
        self.assertFalse(reports.reader_ids & self.seller)
        self.assertEqual(reports.issue_ids.decision_ids.user_id, self.heir | self.second)
        for issue in reports.issue_ids.filtered("decision_ids"):
            self.assertIn(issue.decision_ids.user_id, issue.series_id.reader_ids)

    def test_reading_a_report_is_no_open_work(self):
        work = self.env["crm.handover"]._open_work(self.outsider, self.env.company)
        self.assertFalse(work.get(self.outsider))
