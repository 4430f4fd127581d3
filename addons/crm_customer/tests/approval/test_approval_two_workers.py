from odoo import api
from odoo.fields import Command
from odoo.tests import tagged

from ..two_workers import STOPPED, TwoWorkersCase


@tagged("post_install", "-at_install")
class TestApprovalTwoWorkers(TwoWorkersCase):
    """Two approvers press at the same time, in two real transactions."""

    NAME = "Two approvers"

    def _prepare(self, env):
        group = env.ref("crm_customer.group_customer_all")
        users = env["res.users"].with_context(no_reset_password=True)
        self.approvers = users.create(
            [
                {"name": name, "login": name, "group_ids": [Command.link(group.id)]}
                for name in ("two_approvers_a", "two_approvers_b")
            ]
        )
        self.owner.group_ids = [Command.link(group.id)]
        self.rule = env["crm.approval.rule"].create(
            {
                "name": self.NAME,
                "kind": "credit_limit",
                "sequence": -1,
                "domain": f"[('id', '=', {self.customer.id})]",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Both",
                            "who": "user",
                            "user_ids": [Command.set(self.approvers.ids)],
                            "mode": "all",
                            "escalation": "user",
                            "escalation_user_ids": [Command.set([env.ref("base.user_admin").id])],
                        }
                    )
                ],
            }
        )
        customer = self.customer.with_user(self.owner)
        self.approval = customer._approval_require("credit_limit", {"credit_limit": 5.0}, "Race")

    def _remove_own(self, env):
        approval = self.approval.with_env(env)
        people = self.approvers.with_env(env).partner_id
        approval.activity_ids.unlink()
        env["mail.message"].search(
            [("model", "=", "crm.approval"), ("res_id", "=", approval.id)]
        ).unlink()
        env.cr.execute("DELETE FROM crm_approval WHERE id = %s", [approval.id])
        env.invalidate_all()
        self.rule.with_env(env).unlink()
        people.message_ids.unlink()
        self.approvers.with_env(env).unlink()
        people.unlink()

    def _remove_last(self, env):
        """The number that was taken is not given back: sequences have gaps."""

    def _as(self, env, user):
        return api.Environment(env.cr, user.id, {})["crm.approval"].browse(self.approval.id)

    def test_both_approve_at_once_and_neither_is_lost(self):
        one, other = self.approvers
        outcome = self._race(
            "crm_approval",
            lambda env: self._as(env, one).action_approve(),
            lambda env: self._as(env, other).action_approve(),
        )
        self.assertEqual(outcome, STOPPED)
        third = self._open()
        again = self._as(third, other)
        self.assertEqual(again.state, "pending")
        # what the server does with who was stopped
        again.action_approve()
        third.flush_all()
        third.cr.commit()
        last = self._open()["crm.approval"].browse(self.approval.id)
        self.assertEqual(last.state, "approved")
        self.assertEqual(last.act_count, 3)
        self.assertEqual(last.line_ids.mapped("decision"), ["approved", "approved"])

    def test_the_same_press_twice_is_one_decision(self):
        one = self.approvers[0]
        outcome = self._race("crm_approval", lambda env: self._as(env, one).action_approve())
        self.assertEqual(outcome, STOPPED)
        last = self._open()["crm.approval"].browse(self.approval.id)
        self.assertEqual(last.act_count, 2)

    def test_two_workers_escalate_once(self):
        env = self._open()
        env["crm.approval.step"].browse(self.approval.step_ids.ids).date_deadline = "2020-01-01"
        env.flush_all()
        env.cr.commit()

        def escalate(env):
            env["crm.approval"].browse(self.approval.id)._escalate_overdue()

        self.assertEqual(self._race("crm_approval", escalate), STOPPED)
        last = self._open()["crm.approval"].browse(self.approval.id)
        self.assertEqual(len(last.line_ids.filtered("is_escalation")), 1)
