from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_customer.tests.two_workers import STOPPED, TwoWorkersCase


@tagged("post_install", "-at_install")
class TestTwoWorkers(TwoWorkersCase):
    NAME = "Two entries at once"

    def _take(self, env):
        return env["crm.service.web.count"]._take("email", self.NAME, 2)

    def _prepare(self, env):
        self.assertTrue(self._take(env))

    def _remove_own(self, env):
        env.cr.execute(SQL("DELETE FROM crm_service_web_count"))

    def test_the_second_waits_and_is_tried_again_so_that_none_slips_through(self):
        self.assertEqual(self._race("crm_service_web_count", self._take), STOPPED)
        # as the server does with a request that the database stopped
        self.assertFalse(self._take(self._open()))
