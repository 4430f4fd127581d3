import threading

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase


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
        approval.message_ids.unlink()
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

    def _race(self, act_first, act_second):
        """Run the second while the first has written but not committed; return its outcome."""
        first, second = self._open(), self._open()
        second.cr.execute("SELECT act_count FROM crm_approval")  # sees the state before
        act_first(first)
        first.flush_all()
        outcomes = []

        def work():
            try:
                act_second(second)
                second.flush_all()
                second.cr.commit()
                outcomes.append("done")
            except SerializationFailure:
                second.cr.rollback()
                outcomes.append("stopped")

        worker = threading.Thread(target=work)
        worker.start()
        worker.join(1)
        self.assertTrue(worker.is_alive(), "the second waits for the first")
        first.cr.commit()
        worker.join(30)
        return outcomes

    @mute_logger("odoo.sql_db")
    def test_both_approve_at_once_and_neither_is_lost(self):
        one, other = self.approvers
        outcomes = self._race(
            lambda env: self._as(env, one).action_approve(),
            lambda env: self._as(env, other).action_approve(),
        )
        self.assertEqual(outcomes, ["stopped"])
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

    @mute_logger("odoo.sql_db")
    def test_the_same_press_twice_is_one_decision(self):
        one = self.approvers[0]
        outcomes = self._race(
            lambda env: self._as(env, one).action_approve(),
            lambda env: self._as(env, one).action_approve(),
        )
        self.assertEqual(outcomes, ["stopped"])
        last = self._open()["crm.approval"].browse(self.approval.id)
        self.assertEqual(last.act_count, 2)

    @mute_logger("odoo.sql_db")
    def test_two_workers_escalate_once(self):
        env = self._open()
        env["crm.approval.step"].browse(self.approval.step_ids.ids).date_deadline = "2020-01-01"
        env.flush_all()
        env.cr.commit()

        def escalate(env):
            env["crm.approval"].browse(self.approval.id)._escalate_overdue()
            env.flush_all()

        self.assertEqual(self._race(escalate, escalate), ["stopped"])
        last = self._open()["crm.approval"].browse(self.approval.id)
        self.assertEqual(len(last.line_ids.filtered("is_escalation")), 1)
