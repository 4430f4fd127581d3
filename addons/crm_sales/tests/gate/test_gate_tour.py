from odoo.tests import HttpCase, tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestGateTour(GateCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_drags_against_a_gate_fills_and_moves(self):
        self._create_rule()
        lead = self._create_lead("Tour robots")
        self.start_tour("/odoo/crm", "crm_sales_gate_tour", login="sales_own")
        self.assertEqual(lead.stage_id, self.next)
        self.assertEqual(str(lead.date_deadline), "2031-05-01")
