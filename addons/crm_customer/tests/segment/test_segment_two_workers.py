import threading

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

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

    @mute_logger("odoo.sql_db")
    def test_two_at_once_open_one_membership(self):
        """Without the lock too, as two users who add a customer to one list."""
        first, second = self._open(), self._open()
        second.cr.execute("SELECT count(*) FROM crm_customer_segment_member")  # sees nothing yet
        company = self.segment.env.company
        own = first["crm.customer.segment"].browse(self.segment.id)
        own._enter(company.with_env(first), self.customer.ids)
        outcomes = []

        def work():
            try:
                other = second["crm.customer.segment"].browse(self.segment.id)
                other._enter(company.with_env(second), self.customer.ids)
                second.cr.commit()
                outcomes.append("done")
            except SerializationFailure:
                second.cr.rollback()
                outcomes.append("stopped")

        worker = threading.Thread(target=work)
        worker.start()
        worker.join(1)
        self.assertTrue(worker.is_alive(), "the second worker waits for the first")
        first.cr.commit()
        worker.join(30)
        self.assertEqual(len(outcomes), 1)
        self.assertEqual(len(self._members(self._open())), 1)
