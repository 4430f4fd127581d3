import threading

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestExportTwoWorkers(TwoWorkersCase):
    """One approved request, two exports at the same moment: one goes through."""

    NAME = "Two exporters"

    def _prepare(self, env):
        self.request = env["crm.customer.export.request"].create(
            {
                "user_id": self.owner.id,
                "domain": f"[('id', '=', {self.customer.id})]",
                "purpose": "Race",
                "state": "approved",
                "approved_count": 1,
                "date_expire": "2099-01-01",
            }
        )

    def _remove_own(self, env):
        request = self.request.with_env(env)
        request.state = "draft"
        request.unlink()

    def _use(self, env):
        requests = api.Environment(env.cr, self.owner.id, {})["crm.customer.export.request"]
        return requests._use(requests.env["res.partner"].browse(self.customer.id), 1)

    @mute_logger("odoo.sql_db")
    def test_one_request_opens_for_one_export(self):
        first, second = self._open(), self._open()
        second.cr.execute("SELECT count(*) FROM crm_customer_export_request")
        self.assertEqual(self._use(first), self.request)
        outcomes = []

        def work():
            try:
                self._use(second)
                second.cr.commit()
                outcomes.append("used")
            except SerializationFailure:
                second.cr.rollback()
                outcomes.append("stopped")

        worker = threading.Thread(target=work)
        worker.start()
        worker.join(1)
        self.assertTrue(worker.is_alive(), "the second waits for the first")
        first.cr.commit()
        worker.join(30)
        self.assertEqual(outcomes, ["stopped"])
