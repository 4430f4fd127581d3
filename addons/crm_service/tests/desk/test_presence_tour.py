from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPresenceTour(ServiceCommon, HttpCase):
    browser_size = "1400x900"

    def test_an_agent_sees_who_is_writing_and_uses_a_macro(self):
        self.env["crm.service.macro"].search([]).active = False
        self.env["crm.service.macro"].create(
            {
                "name": "Tour macro",
                "body": "<p>We look at it, tour.</p>",
                "stage_id": self.stage_progress.id,
                "team_ids": [(6, 0, self.team.ids)],
            }
        )
        ticket = self._create_ticket("Tour pump", user_id=self.agent.id)
        ticket.with_user(self.colleague).note_presence(is_writing=True)
        self.start_tour(
            f"/odoo/crm-tickets/{ticket.id}", "crm_service_desk_tour", login="service_agent"
        )
        runs = self.env["crm.service.macro.run"].search([("ticket_id", "=", ticket.id)])
        self.assertEqual(runs.state, "undone")
        self.assertEqual(ticket.stage_id, self.stage_new)
        presence = self.env["crm.service.presence"].search(
            [("ticket_id", "=", ticket.id), ("user_id", "=", self.agent.id)]
        )
        self.assertTrue(presence)
