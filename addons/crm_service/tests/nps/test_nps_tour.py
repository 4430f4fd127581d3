from odoo.tests import HttpCase, tagged

from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestNpsTour(NpsCommon, HttpCase):
    browser_size = "1400x900"

    def test_the_service_manager_starts_a_round_and_reads_its_result(self):
        closed = self._start(name="Tour result")
        self._answer(self._of(closed, self.contact), 10)
        self._answer(self._of(closed, self.boss), 8)
        closed.state = "closed"
        self.env.flush_all()
        self.start_tour("/odoo/crm-tickets", "crm_service_nps_tour", login="service_head")
        started = self.env["crm.service.nps.round"].search([("name", "=", "Tour round")])
        self.assertEqual(started.state, "running")
