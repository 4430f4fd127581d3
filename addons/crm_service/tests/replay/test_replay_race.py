from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestReplayRace(TwoWorkersCase):
    """Somebody cancels while a worker is at a batch."""

    NAME = "Replay workers"

    def _prepare(self, env):
        self.owner.group_ids |= env.ref("crm_service.group_service_manager")
        self.team = env["crm.service.team"].create(
            {"name": self.NAME, "user_id": False, "member_ids": [Command.set(self.owner.ids)]}
        )
        self.replay = env["crm.service.replay"].create(
            {"name": self.NAME, "team_ids": self.team.ids, "assignment_method": "round_robin"}
        )
        self.replay.with_user(self.owner)._begin()

    def _remove_own(self, env):
        self.replay.sudo().state = "stopped"
        self.replay.unlink()
        self.team.message_ids.unlink()
        self.team.unlink()

    def _of(self, env):
        return env["crm.service.replay"].browse(self.replay.id)

    def _get_state(self):
        env = self.replay.env
        env.cr.rollback()
        env.invalidate_all()
        return self.replay.state

    def test_what_was_cancelled_meanwhile_is_not_kept(self):
        worker, manager = self._of(self._open()), self._of(self._open())
        self.assertEqual(worker.state, "running")
        manager.action_cancel()
        manager.env.cr.commit()
        self.assertTrue(worker._run_batch(), "it looks again")
        worker.env.cr.commit()
        self.assertFalse(worker._go_on())
        worker.env.cr.commit()
        self.assertEqual(self._get_state(), "stopped")

    def test_what_a_worker_holds_is_cancelled_after_it(self):
        worker, manager = self._of(self._open()), self._of(self._open())
        self.assertFalse(worker._run_batch(), "nothing to replay: it is done")
        worker.env.flush_all()
        worker.env.cr.commit()
        manager.action_cancel()
        manager.env.cr.commit()
        self.assertEqual(self._get_state(), "done")
