from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmApprovalSecurity(ApprovalCommon):
    def _sees(self, approval, user):
        return approval in approval.with_user(user).search([])

    def test_who_asked_or_is_asked_sees_it_and_managers_do(self):
        approval = self._ask(100_000)
        for user in (self.user_own, self.leader, self.user_manager):
            self.assertTrue(self._sees(approval, user), user.login)
        for user in (self.director, self.user_team, self.user_all, self.user_plain):
            self.assertFalse(self._sees(approval, user), user.login)
        self._decide(approval, self.leader)
        self.assertTrue(self._sees(approval, self.director), "asked now")
        self.assertTrue(self._sees(approval, self.leader), "was asked")

    def test_managers_of_another_company_do_not_see_it(self):
        approval = self._ask()
        stranger = self._create_user(
            "stranger",
            "crm_customer.group_customer_manager",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        self.assertFalse(self._sees(approval, stranger))
        self.assertFalse(approval.line_ids.with_user(stranger).search([]) & approval.line_ids)
        self.assertFalse(approval.log_ids.with_user(stranger).search([]) & approval.log_ids)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_decides_by_writing(self):
        approval = self._ask()
        for user in (self.user_own, self.leader, self.user_manager):
            with self.assertRaises(AccessError):
                approval.with_user(user).write({"state": "approved"})
            with self.assertRaises(AccessError):
                approval.line_ids.with_user(user).write({"decision": "approved"})
            with self.assertRaises(AccessError):
                approval.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["crm.approval.line"].with_user(user).create(
                    {"step_id": approval.step_ids.id, "user_id": user.id}
                )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_who_is_not_asked_decides_by_no_call(self):
        approval = self._ask()
        for user in (self.user_team, self.user_plain, self.user_manager, self.director):
            with self.assertRaises(AccessError):
                approval.with_user(user).action_approve()
            dialog = self.env["crm.approval.decide"].with_user(user)
            with self.assertRaises(AccessError):
                dialog.create(
                    {"approval_ids": [Command.set(approval.ids)], "comment": "Mine"}
                ).action_refuse()
        self.assertEqual(approval.state, "pending")

    def test_the_log_is_changed_by_nobody(self):
        log = self._ask().log_ids
        for user in (self.user_own, self.user_manager, self.env.user):
            for act in (lambda seen: seen.write({"comment": "x"}), lambda seen: seen.unlink()):
                with self.assertRaises(AccessError):
                    act(log.with_user(user))
        with self.assertRaises(AccessError):
            log.sudo().write({"comment": "x"})
        with self.assertRaises(AccessError):
            log.with_context(crm_approval_log_key=True).write({"comment": "x"})

    def test_an_approver_without_a_customer_role_can_decide(self):
        self._create_rule([self._step("Finance", [self.user_plain])], sequence=1)
        approval = self._ask()
        seen = approval.with_user(self.user_plain)
        self.assertTrue(seen.can_decide)
        seen.read(["subject", "description", "line_ids", "log_ids", "rule_id"])
        seen.action_approve()
        self.assertEqual(approval.state, "approved")
        self.assertEqual(self.customer.credit_limit, 50_000)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_rules_are_for_managers(self):
        for user in (self.user_own, self.user_all, self.user_plain):
            with self.assertRaises(AccessError):
                self.rule.with_user(user).name = "Mine"
        self.rule.with_user(self.user_manager).name = "Limits of customers"

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_who_may_not_write_the_customer_may_not_ask(self):
        foreign = self._create_customer("Foreign", company_id=self.company_b.id)
        request = self.env["crm.credit.limit.request"].with_user(self.user_own)
        request = request.create({"partner_id": self.customer.id, "amount": 5, "reason": "x"})
        request.sudo().partner_id = foreign
        with self.assertRaises(AccessError):
            request.with_user(self.user_own).action_request()
