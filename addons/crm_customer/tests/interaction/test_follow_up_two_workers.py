from odoo.tests import tagged

from ..two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestFollowUpTwoWorkers(TwoWorkersCase):
    def _prepare(self, env):
        self.level = env["crm.customer.level"].create({"name": self.NAME, "follow_up_days": 1})
        self.customer.write({"is_company": True, "crm_level_id": self.level.id})
        self.customer.action_crm_make_customer()
        env.cr.execute(
            "UPDATE res_partner SET create_date = '2020-01-01' WHERE id = %s",
            [self.customer.id],
        )

    def _remove_last(self, env):
        self.level.unlink()

    def _plan(self, env):
        owner = env["res.users"].browse(self.owner.id)
        return env["crm.customer.follow.up"]._schedule_for_owner(owner)

    def test_two_workers_at_once_plan_one_follow_up(self):
        planned = []

        def plan(env):
            planned.append(len(self._plan(env)))

        self._race("mail_activity", plan)  # both see the customer without follow-up
        self.assertEqual(planned, [1, 0])
        self.assertEqual(len(self._activities(self._open())), 1)
