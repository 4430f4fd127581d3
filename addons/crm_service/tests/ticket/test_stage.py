from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestStage(ServiceCommon):
    @mute_logger("odoo.sql_db")
    def test_a_stage_waits_or_closes(self):
        with self.assertRaises(CheckViolation):
            self.env["crm.service.stage"].create(
                {"name": "Both", "is_waiting": True, "is_closed": True}
            )

    def test_what_a_used_stage_is_does_not_change(self):
        stage = self.env["crm.service.stage"].create({"name": "Lab"})
        ticket = self._create_ticket(stage_id=stage.id)
        with self.assertRaisesRegex(UserError, "Lab"):
            stage.is_waiting = True
        # the log holds what the stage was then
        ticket.stage_id = self.stage_new
        stage.is_waiting = True
        self.assertEqual(ticket.event_ids.mapped("is_waiting"), [False, False])

    def test_a_used_stage_is_not_deleted(self):
        stage = self.env["crm.service.stage"].create({"name": "Lab"})
        ticket = self._create_ticket(stage_id=stage.id)
        with self.assertRaisesRegex(UserError, "Lab"):
            stage.unlink()
        self.assertTrue(ticket.exists())

    def test_a_used_team_is_not_deleted(self):
        self._create_ticket().active = False
        with self.assertRaisesRegex(UserError, "Archive"):
            self.team.unlink()

    def test_a_team_counts_its_open_tickets(self):
        self._create_ticket(user_id=self.agent.id)
        self._create_ticket(stage_id=self.stage_waiting.id)
        self._create_ticket(stage_id=self.stage_solved.id)
        self._create_ticket(impact="3", urgency="3")
        team = self.team.with_user(self.agent)
        self.assertEqual(team.open_count, 3)
        self.assertEqual(team.mine_count, 1)
        self.assertEqual(team.waiting_count, 1)
        self.assertEqual(team.unassigned_count, 2)
        self.assertEqual(team.urgent_count, 1)
        action = team.action_view_unassigned()
        self.assertEqual(action["context"]["search_default_unassigned"], 1)
