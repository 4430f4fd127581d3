from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import KIND, NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmApproval(ApprovalCommon):
    def test_a_request_keeps_what_was_asked(self):
        approval = self._ask()
        self.assertRegex(approval.name, r"^AP/2026/\d{5}$")
        self.assertEqual(approval.subject, self.customer.display_name)
        self.assertIn("50,000", approval.description)
        self.assertEqual((approval.amount, approval.reason), (50_000, "They grow"))
        self.assertEqual(approval.user_id, self.user_own)
        self.assertEqual(approval.rule_id, self.rule)
        self.assertEqual(approval.log_ids.mapped("act"), ["requested"])

    def test_the_approver_gets_one_activity_that_opens_the_request(self):
        approval = self._ask()
        self.assertEqual(approval.waiting_user_ids, self.leader)
        (activity,) = approval.activity_ids
        self.assertEqual(activity.user_id, self.leader)
        self.assertEqual(activity.date_deadline, approval.date_deadline)

    def test_serial_steps_one_after_the_other(self):
        approval = self._ask(100_000)
        with self.assertRaises(AccessError):
            self._decide(approval, self.director)
        with self.assertRaisesRegex(AccessError, "not wait for you, but for Lea Leader"):
            self._decide(approval, self.user_manager)
        self._decide(approval, self.leader)
        self.assertEqual(approval.state, "pending")
        self.assertEqual(approval.waiting_user_ids, self.director)
        self.assertEqual(self._activity_users(approval), self.director)
        self._decide(approval, self.director)
        self.assertEqual(approval.state, "approved")
        self.assertFalse(approval.waiting_user_ids)
        self.assertFalse(self._activity_users(approval))
        self.assertEqual(
            approval.log_ids.sorted("id").mapped("act"), ["requested", "approved", "approved"]
        )
        self.assertEqual(approval.act_count, 3)

    def test_parallel_steps_at_the_same_time_in_any_order(self):
        steps = [self._step("Leader"), self._step("Director", [self.director])]
        self._create_rule(steps, sequence=1)
        for order in ((self.leader, self.director), (self.director, self.leader)):
            customer = self._create_customer(user_id=self.user_own.id)
            approval = self._ask(customer=customer)
            self.assertEqual(approval.waiting_user_ids, self.leader | self.director)
            self._decide(approval, order[0])
            self.assertEqual(approval.waiting_user_ids, order[1])
            self._decide(approval, order[1])
            self.assertEqual(approval.state, "approved")

    def test_one_of_them_all_of_them_a_number_of_them(self):
        people = [self.leader, self.director, self.user_manager]
        for mode, count in (("any", 1), ("number", 2), ("all", 3)):
            self.rule.step_ids.unlink()
            self.rule.step_ids = [(0, 0, self._step("Board", people, mode=mode, number=2))]
            approval = self._ask(customer=self._create_customer(user_id=self.user_own.id))
            for user in people[:count]:
                self.assertEqual(approval.state, "pending", mode)
                self._decide(approval, user)
            self.assertEqual(approval.state, "approved", mode)

    def test_a_refusal_ends_it_and_needs_a_reason(self):
        approval = self._ask(100_000)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._decide(approval, self.leader, "refused", " ")
        self._decide(approval, self.leader, "refused", "Pays late")
        self.assertEqual(approval.state, "refused")
        self.assertEqual(approval.step_ids.mapped("state"), ["refused", "closed"])
        self.assertFalse(self._activity_users(approval))
        notified = self.env["mail.message"].search(
            [("model", "=", "crm.approval"), ("res_id", "=", approval.id)]
        )
        self.assertIn(self.user_own.partner_id, notified.notified_partner_ids)
        self.assertIn("Pays late", str(notified.mapped("body")))

    def test_what_is_decided_is_not_decided_again(self):
        approval = self._ask()
        self._decide(approval, self.leader)
        with self.assertRaisesRegex(UserError, "not pending any more: Approved"):
            self._decide(approval, self.leader)

    def test_nobody_approves_an_own_request(self):
        approval = self._ask()
        with self.assertRaisesRegex(AccessError, "own request"):
            approval.with_user(self.user_own).action_approve()

    def test_the_requester_withdraws_and_nobody_else(self):
        approval = self._ask()
        with self.assertRaisesRegex(AccessError, "Only customer_own"):
            approval.with_user(self.leader).action_withdraw()
        approval.with_user(self.user_own).action_withdraw()
        self.assertEqual(approval.state, "withdrawn")
        self.assertFalse(self._activity_users(approval))
        with self.assertRaises(UserError):
            self._decide(approval, self.leader)
        self.assertEqual(self.customer.credit_limit, 0)

    def test_the_same_request_twice_is_one(self):
        self.assertEqual(self._ask(), self._ask())

    def test_another_amount_takes_the_place_of_the_pending_one(self):
        first = self._ask(50_000)
        second = self._ask(60_000)
        self.assertEqual(first.state, "outdated")
        self.assertEqual(second.state, "pending")

    def test_the_dialog_decides_on_many(self):
        approvals = self._ask() | self._ask(customer=self._create_customer("Beta"))
        action = approvals.with_user(self.leader).action_refuse()
        dialog = self.env["crm.approval.decide"].with_user(self.leader)
        dialog = dialog.with_context(**action["context"]).create({"comment": "Not now"})
        self.assertEqual(dialog.act, "refuse")
        dialog.action_refuse()
        self.assertEqual(approvals.mapped("state"), ["refused", "refused"])
        self.assertEqual(approvals.line_ids.mapped("comment"), ["Not now", "Not now"])

    def test_the_history_stands_on_the_record(self):
        approval = self._ask()
        self._decide(approval, self.leader)
        bodies = " ".join(self.customer.message_ids.mapped("body"))
        self.assertIn(approval.name, bodies)
        self.assertIn("Approved", bodies)
        customer = self.customer.with_user(self.user_own)
        self.assertEqual(customer.crm_approval_count, 1)
        self.assertEqual(customer.crm_approval_state, "approved")
        self.assertEqual(customer.crm_approval_ids.ids, approval.ids)
        action = customer.action_crm_view_approvals()
        self.assertEqual(self.Approval.search(action["domain"]), approval)

    def test_the_record_opens_for_who_may_see_it(self):
        approval = self._ask()
        seen = approval.with_user(self.leader)
        self.assertTrue(seen.can_open_subject)
        self.assertEqual(seen.action_open_subject()["res_id"], self.customer.id)
        self.customer.unlink()
        seen.invalidate_recordset()
        self.assertFalse(seen.can_open_subject)
        with self.assertRaisesRegex(UserError, "is gone"):
            seen.action_open_subject()

    def test_what_waits_for_me_is_found(self):
        approval = self._ask()
        found = self.Approval.with_user(self.leader).search([("can_decide", "=", True)])
        self.assertEqual(found, approval)
        self.assertTrue(approval.with_user(self.leader).can_decide)
        self.assertFalse(approval.with_user(self.user_own).can_decide)
        self.assertFalse(self.Approval.with_user(self.user_own).search([("can_decide", "=", True)]))

    def test_the_days_until_closed_are_counted(self):
        approval = self._ask()
        with freeze_time("2026-03-05 14:00:00"):
            self._decide(approval, self.leader)
        self.assertAlmostEqual(approval.duration, 1.5)

    def test_a_rule_that_was_used_stays(self):
        approval = self._ask()
        self.assertEqual(self.rule.approval_count, 1)
        action = self.rule.action_open_approvals()
        self.assertEqual(self.Approval.search(action["domain"]), approval)

    def test_a_rule_whose_steps_all_ask_for_more_is_corrected(self):
        self.rule.step_ids.amount_min = 10_000
        with self.assertRaisesRegex(UserError, "No step of the rule"):
            self.customer.with_user(self.user_own)._approval_require(KIND, {"credit_limit": 5})
