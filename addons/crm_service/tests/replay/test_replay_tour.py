from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayTour(ReplayCommon, HttpCase):
    browser_size = "1400x900"

    def test_the_service_manager_replays_under_another_promise(self):
        """Answered after five hours of the clock: missed by four, met by six."""
        self.response.around_the_clock = True
        now = fields.Datetime.now()
        self._answered(
            str(now - timedelta(days=2)), str(now - timedelta(days=2, hours=-5)), name="Tour pump"
        )
        self.env.flush_all()
        self.start_tour("/odoo/crm-tickets", "crm_service_replay_tour", login="service_head")
        replay = self.env["crm.service.replay"].search([("name", "=", "Tour replay")])
        self.assertEqual(replay.ticket_ids.mapped("new_verdict"), ["met"])
