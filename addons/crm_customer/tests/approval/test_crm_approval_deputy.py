from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmApprovalDeputy(ApprovalCommon):
    def _away(self, **values):
        return (
            self.env["crm.approval.deputy"]
            .with_user(self.leader)
            .create(
                {
                    "deputy_id": self.deputy.id,
                    "date_start": "2026-03-02",
                    "date_end": "2026-03-06",
                }
                | values
            )
        )

    def test_the_deputy_of_an_absent_approver_is_asked_too(self):
        self._away()
        approval = self._ask()
        self.assertEqual(approval.waiting_user_ids, self.leader | self.deputy)
        self.assertEqual(self._activity_users(approval), self.leader | self.deputy)
        self.assertEqual(approval.with_user(self.deputy).deputy_note, "Lea Leader")
        self._decide(approval, self.deputy)
        line = approval.line_ids
        self.assertEqual((line.user_id, line.decided_by_id), (self.leader, self.deputy))
        self.assertEqual(approval.state, "approved")
        self.assertEqual(approval.log_ids.sorted("id")[-1].people, "Lea Leader")

    def test_what_waits_already_waits_for_the_deputy_too(self):
        approval = self._ask()
        away = self._away()
        self.assertIn(self.deputy, approval.waiting_user_ids)
        away.date_end = "2026-03-03"
        self.assertNotIn(self.deputy, approval.waiting_user_ids)
        self.assertEqual(self._activity_users(approval), self.leader)
        away.date_end = "2026-03-04"
        self.assertIn(self.deputy, approval.waiting_user_ids)
        away.unlink()
        self.assertNotIn(self.deputy, approval.waiting_user_ids)

    def test_before_and_after_the_period_the_deputy_is_not_asked(self):
        for start, end in (("2026-03-05", "2026-03-06"), ("2026-03-02", "2026-03-03")):
            away = self._away(date_start=start, date_end=end)
            approval = self._ask(customer=self._create_customer())
            self.assertEqual(approval.waiting_user_ids, self.leader)
            with self.assertRaises(AccessError):
                self._decide(approval, self.deputy)
            away.unlink()

    def test_when_the_period_begins_the_next_run_asks_the_deputy(self):
        self._away(date_start="2026-03-05")
        approval = self._ask()
        with freeze_time("2026-03-05 02:00:00"), self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_approval_cron_escalate").method_direct_trigger()
        approval.invalidate_recordset()
        self.assertIn(self.deputy, approval.waiting_user_ids)

    def test_a_deputy_for_another_kind_is_not_asked(self):
        self._away(kind="customer_export")
        self.assertEqual(self._ask().waiting_user_ids, self.leader)

    def test_the_requester_is_nobodys_deputy_for_his_own_request(self):
        self._away(deputy_id=self.user_own.id)
        approval = self._ask()
        self.assertEqual(approval.waiting_user_ids, self.leader)
        with self.assertRaisesRegex(AccessError, "own request"):
            approval.with_user(self.user_own).action_approve()

    def test_a_deputy_who_is_asked_as_well_fills_both_seats(self):
        self._away(deputy_id=self.director.id)
        steps = [self._step("Both", [self.leader, self.director], mode="all")]
        self._create_rule(steps, sequence=1)
        approval = self._ask()
        self._decide(approval, self.director)
        self.assertEqual(approval.state, "approved")
        self.assertEqual(approval.line_ids.decided_by_id, self.director)

    def test_the_deputy_of_a_deputy_is_not_asked(self):
        self._away()
        self.env["crm.approval.deputy"].create(
            {
                "user_id": self.deputy.id,
                "deputy_id": self.director.id,
                "date_start": "2026-03-02",
                "date_end": "2026-03-06",
            }
        )
        self.assertNotIn(self.director, self._ask().waiting_user_ids)

    def test_the_state_of_a_period(self):
        states = [
            self._away(date_start=start, date_end=end).state
            for start, end in (
                ("2026-03-05", "2026-03-06"),
                ("2026-03-02", "2026-03-04"),
                ("2026-03-02", "2026-03-03"),
            )
        ]
        self.assertEqual(states, ["planned", "running", "over"])

    @mute_logger("odoo.sql_db")
    def test_wrong_periods_are_refused(self):
        for values in ({"date_end": "2026-03-01"}, {"deputy_id": self.leader.id}):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self._away(**values)

    @users("leader")
    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_gives_away_the_seat_of_another(self):
        away = self._away()
        with self.assertRaises(AccessError):
            away.with_user(self.leader).user_id = self.director
        with self.assertRaises(AccessError):
            self._away(user_id=self.director.id)
        self.assertFalse(away.with_user(self.director).search([]))
        self.assertEqual(away.with_user(self.deputy).search([]), away)
        with self.assertRaises(AccessError):
            away.with_user(self.deputy).date_end = "2026-03-20"

    def test_a_manager_sets_the_deputy_of_somebody_ill(self):
        deputies = self.env["crm.approval.deputy"].with_user(self.user_manager)
        approval = self._ask()
        deputies.create(
            {
                "user_id": self.leader.id,
                "deputy_id": self.director.id,
                "date_start": "2026-03-04",
                "date_end": "2026-03-04",
            }
        )
        self.assertIn(self.director, approval.waiting_user_ids)
