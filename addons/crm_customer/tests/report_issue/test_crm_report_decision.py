from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmReportDecision(ReportIssueCommon):
    def _decide(self, user=None, issue=None, **values):
        return (
            self.env["crm.report.decision"]
            .with_user(self.analyst)
            .create(
                {
                    "issue_id": (issue or self.issue).id,
                    "name": "Call the three largest",
                    "user_id": (user or self.seller).id,
                    "date_due": "2026-11-06",
                }
                | values
            )
        )

    def test_decisions_become_activities_when_the_issue_is_sent(self):
        decision = self._decide()
        self.assertEqual(decision.state, "open")
        self.assertFalse(decision.activity_id)
        self._send()
        self.assertEqual(decision.state, "planned")
        activity = decision.activity_id
        self.assertEqual(activity.user_id, self.seller)
        self.assertEqual(activity.summary, "Call the three largest")
        self.assertEqual((activity.res_model, activity.res_id), ("crm.report.issue", self.issue.id))

    def test_decided_after_sending_it_is_an_activity_at_once(self):
        self._send()
        self.assertEqual(self._decide().state, "planned")

    def test_the_next_issue_shows_what_is_done_and_what_is_not(self):
        done, late = self._decide(), self._decide(self.boss, name="Visit")
        self._send()
        done.activity_id.with_user(self.seller).action_feedback()
        self.assertEqual(done.state, "done")
        following = self.series._get_open_issue()
        self.assertEqual(following.earlier_decision_ids, done | late)
        sentences = [decision._get_sentence() for decision in following.earlier_decision_ids]
        self.assertIn("(Done)", " ".join(sentences))
        self.assertIn("(To Do)", " ".join(sentences))
        with freeze_time("2026-11-09 01:00:00"):
            self._send(following)
            third = self.series._get_open_issue()
            self.assertEqual(third.earlier_decision_ids, late, "done before the last issue")

    def test_who_is_to_act_gets_the_report(self):
        with self.assertRaisesRegex(ValidationError, "no reader"):
            self._decide(self.user_team)

    def test_a_changed_decision_moves_its_activity(self):
        self._send()
        decision = self._decide()
        decision.write({"user_id": self.boss.id, "date_due": "2026-11-10"})
        self.assertEqual(decision.activity_id.user_id, self.boss)
        activity = decision.activity_id
        decision.unlink()
        self.assertFalse(activity.exists())

    def test_an_activity_that_was_dropped_is_cancelled(self):
        self._send()
        decision = self._decide()
        decision.activity_id.unlink()
        self.assertEqual(decision.state, "cancelled")

    def test_nobody_says_which_activity_a_decision_became(self):
        foreign = self._foreign_activity()
        decision = self._decide()
        for user in (self.analyst, self.user_manager):
            for name, value in (("activity_id", foreign.id), ("is_planned", True)):
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    decision.with_user(user).write({name: value})
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    self._decide(**{name: value})
        decisions = self.env["crm.report.decision"].with_user(self.analyst)
        with self.assertRaises(AccessError):
            decisions.with_context(default_activity_id=foreign.id).create(
                {"issue_id": self.issue.id, "name": "Forged", "user_id": self.seller.id}
            )
        self.assertTrue(foreign.exists())
        self.assertFalse(decision.activity_id)

    def _foreign_activity(self):
        customer = self._create_customer("Stranger")
        return customer.activity_schedule("mail.mail_activity_data_todo", user_id=self.boss.id)
