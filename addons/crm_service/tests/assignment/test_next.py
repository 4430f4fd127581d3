from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import MONDAY, AssignmentCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestNext(AssignmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.assignment_method = "manual"

    def _next(self, user):
        """Press the button above a list in which nothing is chosen."""
        action = call_kw(self.env["crm.service.ticket"].with_user(user), "action_next", [[]], {})
        return self.env["crm.service.ticket"].browse(action.get("res_id"))

    def test_one_gets_what_is_due_first_then_the_next(self):
        self.env["crm.service.sla"].search([]).active = False
        normal = self._create_ticket("Normal")
        urgent = self._create_ticket("Urgent", impact="3", urgency="3")
        old = self._create_ticket("Old", date_opened=MONDAY - timedelta(days=2))
        self.assertEqual(self._next(self.agent), old)
        self.assertEqual(self._next(self.colleague), urgent)
        self.assertEqual(self._next(self.agent), normal)
        self.assertEqual(old.user_id, self.agent)
        self.assertFalse(self._next(self.agent))

    def test_the_deadline_of_the_clock_counts(self):
        sla = {"name": "Fast", "target": "first_response", "hours": 1, "kind": "incident"}
        self.env["crm.service.sla"].search([]).active = False
        self.env["crm.service.sla"].create(sla | {"company_id": self.env.company.id})
        self._create_ticket("Question")
        incident = self._create_ticket("Incident", kind="incident", impact="1", urgency="1")
        self.assertTrue(incident.deadline)
        self.assertEqual(self._next(self.agent), incident)

    def test_why_it_was_this_one_stands_in_the_history(self):
        self._create_ticket(impact="3", urgency="3")
        ticket = self._next(self.agent)
        line = ticket.assignment_ids
        self.assertEqual((line.method, line.by_user_id), ("next", self.agent))
        self.assertIn("asked for the next ticket", line.reason)

    def test_tickets_of_other_teams_and_those_that_wait_are_not_offered(self):
        other = self._create_team("Workshop", self.leader)
        self._create_ticket(team_id=other.id)
        self._create_ticket(stage_id=self.stage_waiting.id)
        self.assertFalse(self._next(self.agent))

    def test_what_one_knows_comes_first(self):
        self._give_skill(self.colleague, category_ids=[Command.set(self.category.ids)])
        hard = self._create_ticket(category_id=self.part.id, impact="3", urgency="3")
        easy = self._create_ticket()
        self.assertEqual(self._next(self.agent), easy)
        self.assertEqual(self._next(self.agent), hard)

    def test_a_team_on_the_overview_gives_its_own(self):
        self._create_ticket("Of the first team", impact="3", urgency="3")
        other = self._create_team("Workshop", self.agent)
        ticket = self._create_ticket(team_id=other.id)
        action = other.with_user(self.agent).action_next()
        self.assertEqual(action["res_id"], ticket.id)
