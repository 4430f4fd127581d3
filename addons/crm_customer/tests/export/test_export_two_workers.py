from odoo import api
from odoo.tests import tagged

from ..two_workers import STOPPED, TwoWorkersCase


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

    def test_one_request_opens_for_one_export(self):
        used = []

        def use(env):
            used.append(self._use(env))

        self.assertEqual(self._race("crm_customer_export_request", use), STOPPED)
        self.assertEqual(used, [self.request])
