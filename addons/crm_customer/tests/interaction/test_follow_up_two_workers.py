import threading

from odoo.tests import tagged
from odoo.tools import mute_logger

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

    @mute_logger("odoo.sql_db")
    def test_two_workers_at_once_plan_one_follow_up(self):
        first, second = self._open(), self._open()
        # both see the customer without follow-up
        second.cr.execute("SELECT count(*) FROM mail_activity")
        self.assertEqual(len(self._plan(first)), 1)
        first.flush_all()
        planned = []
        worker = threading.Thread(target=lambda: planned.append(self._plan(second)))
        worker.start()
        worker.join(1)
        self.assertTrue(worker.is_alive(), "the second worker waits for the first")
        first.cr.commit()
        worker.join(30)
        self.assertFalse(worker.is_alive())
        second.cr.commit()
        self.assertEqual([len(activities) for activities in planned], [0])
        self.assertEqual(len(self._activities(self._open())), 1)
