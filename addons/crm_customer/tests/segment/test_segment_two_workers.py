from odoo.tests import tagged

from ..two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestSegmentTwoWorkers(TwoWorkersCase):
    NAME = "Two segmenters"

    def _prepare(self, env):
        self.customer.action_crm_make_customer()
        self.segment = env["crm.customer.segment"].create(
            {"name": self.NAME, "domain": f"[('id', '=', {self.customer.id})]"}
        )

    def _remove_own(self, env):
        self.segment.unlink()

    def _members(self, env):
        return env["crm.customer.segment.member"].search([("segment_id", "=", self.segment.id)])

    def test_a_second_worker_leaves_the_work_to_the_first(self):
        first, second = self._open(), self._open()
        self.assertTrue(first["crm.customer.segment"]._lock())
        second["crm.customer.segment"]._cron_refresh()
        self.assertFalse(self._members(second))

    def test_two_at_once_open_one_membership(self):
        """Without the lock too, as two users who add a customer to one list."""
        company = self.segment.env.company

        def enter(env):
            segment = env["crm.customer.segment"].browse(self.segment.id)
            segment._enter(company.with_env(env), self.customer.ids)

        self._race("crm_customer_segment_member", enter)
        self.assertEqual(len(self._members(self._open())), 1)
