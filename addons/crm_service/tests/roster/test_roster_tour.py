from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import RosterCommon


@tagged("post_install", "-at_install")
class TestRosterTour(RosterCommon, HttpCase):
    browser_size = "1400x900"

    def test_the_leader_copies_a_week_and_sees_what_is_open(self):
        self.env["crm.service.team"].search([("id", "!=", self.team.id)]).uses_roster = False
        self.team.user_id = self.leader
        self.leader.tz = "UTC"
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        monday = today - timedelta(days=today.weekday())
        shifts = self.env["crm.service.shift"]
        shift = shifts.create(
            {
                "team_id": self.team.id,
                "user_id": self.agent.id,
                "date_from": monday + timedelta(days=2, hours=9),
                "date_to": monday + timedelta(days=2, hours=12),
            }
        )
        self.start_tour("/odoo/crm-tickets", "crm_service_roster_tour", login=self.leader.login)
        [copied] = shifts.search([("team_id", "=", self.team.id)]) - shift
        self.assertEqual(copied.date_from, shift.date_from + timedelta(days=7))
        self.assertEqual(copied.user_id, self.agent)
