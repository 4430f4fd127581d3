from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ...models.approval import crm_approval_waiting
from .common import ApprovalCommon

# Tuesday before the National Day week, 10:00 in Shanghai
ASKED = "2026-09-29 02:00:00"
# Saturday 10 October is worked: the fourth working day after 29 September
#   30 September (1), 8 October (2), 9 October (3), 10 October (4)
LAST_DAY = date(2026, 10, 10)
IN_TIME = "2026-10-10 15:59:00"  # one minute before midnight in Shanghai
OVERDUE = "2026-10-10 16:01:00"


@tagged("post_install", "-at_install")
class TestCrmApprovalDeadline(ApprovalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.workday"].search([("company_id", "=", cls.company.id)]).unlink()
        cls.env["crm.workday"]._load_published("cn_2026", cls.company)
        cls.rule.step_ids[0].write(
            {
                "days": 4,
                "escalation": "user",
                "escalation_user_ids": [Command.set(cls.director.ids)],
            }
        )

    def _overdue(self):
        with freeze_time(ASKED):
            return self._ask()

    def _run(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_approval_cron_escalate").method_direct_trigger()
        self.env.invalidate_all()

    def test_working_days_over_the_national_day(self):
        approval = self._overdue()
        self.assertEqual(approval.date_deadline, LAST_DAY)
        self.assertEqual(approval.activity_ids.date_deadline, LAST_DAY)

    def test_the_day_of_asking_is_that_of_the_company(self):
        with freeze_time("2026-09-29 16:30:00"):  # 00:30 on the 30th in Shanghai
            approval = self._ask()
        # 8, 9, 10 October, and Monday the 12th
        self.assertEqual(approval.date_deadline, date(2026, 10, 12))

    def test_until_midnight_of_the_last_day_it_is_in_time(self):
        approval = self._overdue()
        self._run(IN_TIME)
        self.assertFalse(approval.is_escalated)

    def test_overdue_escalates_once(self):
        approval = self._overdue()
        self._run(OVERDUE)
        self.assertTrue(approval.is_escalated)
        self.assertEqual(approval.waiting_user_ids, self.leader | self.director)
        self.assertEqual(self._activity_users(approval), self.leader | self.director)
        # Monday 12 to Thursday 15 October
        self.assertEqual(approval.date_deadline, date(2026, 10, 15))
        self._run(OVERDUE)
        self._run("2026-10-20 02:00:00")
        self.assertEqual(
            approval.log_ids.filtered(lambda log: log.act == "escalated").people, "Dan Director"
        )
        self.assertEqual(len(approval.line_ids), 2)

    def test_after_a_long_downtime_it_escalates_once_too(self):
        approval = self._overdue()
        self._run("2026-11-20 02:00:00")
        self._run("2026-11-20 03:00:00")
        self.assertEqual(len(approval.line_ids.filtered("is_escalation")), 1)
        self.assertEqual(approval.act_count, 2)

    def test_who_it_escalated_to_decides_for_the_step(self):
        approval = self._overdue()
        self._run(OVERDUE)
        self._decide(approval, self.director)
        self.assertEqual(approval.state, "approved")

    def test_the_silent_one_can_still_decide(self):
        approval = self._overdue()
        self._run(OVERDUE)
        self._decide(approval, self.leader)
        self.assertEqual(approval.state, "approved")

    def test_without_an_escalation_it_is_marked_and_waits(self):
        self.rule.step_ids[0].escalation = False
        approval = self._overdue()
        self._run(OVERDUE)
        self._run(OVERDUE)
        self.assertTrue(approval.is_escalated)
        self.assertEqual(approval.waiting_user_ids, self.leader)
        self.assertEqual(approval.act_count, 2)

    def test_steps_not_asked_yet_are_not_overdue(self):
        with freeze_time(ASKED):
            approval = self._ask(100_000)
        self._run(OVERDUE)
        self.assertFalse(approval.step_ids[1].date_escalated)
        self.assertFalse(approval.step_ids[1].date_deadline)

    def test_no_days_no_deadline(self):
        self.rule.step_ids[0].write({"days": 0})
        approval = self._overdue()
        self.assertFalse(approval.date_deadline)
        self._run(OVERDUE)
        self.assertFalse(approval.is_escalated)

    def test_many_are_escalated_in_batches(self):
        self.patch(crm_approval_waiting, "BATCH", 2)
        customers = [self._create_customer(f"Batch {number}") for number in range(3)]
        with freeze_time(ASKED):
            approvals = self.Approval.union(*(self._ask(customer=each) for each in customers))
        self._run(OVERDUE)
        self.assertEqual(approvals.mapped("is_escalated"), [True] * 3)
