from datetime import timedelta

from freezegun import freeze_time

from odoo.service.model import call_kw
from odoo.tests import tagged

from ..assignment.common import MONDAY
from .common import RosterCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestNextShift(RosterCommon):
    """Monday, 10:00: the colleague is on shift, the agent from 14:00 on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.assignment_method = "manual"
        cls.colleague.tz = cls.agent.tz = "UTC"

    def setUp(self):
        super().setUp()
        self._create_shift(self.colleague, "02 08:00", "02 14:00")
        self._create_shift(self.agent, "02 14:00", "02 20:00")
        self.ticket = self._create_ticket("Leak", user_id=False)

    def _next(self, user):
        return call_kw(self.env["crm.service.ticket"].with_user(user), "action_next", [[]], {})

    def test_who_is_off_shift_is_told_so_and_until_when(self):
        message = self._next(self.agent)["params"]["message"]
        self.assertIn("You are not on shift", message)
        self.assertIn(f"{self.team.name} from Mon 2 Mar, 14:00 on", message)
        self.assertFalse(self.ticket.user_id)

    def test_who_is_on_shift_gets_it(self):
        self.assertEqual(self._next(self.colleague)["res_id"], self.ticket.id)

    def test_the_shift_that_began_counts(self):
        with freeze_time(MONDAY + timedelta(hours=4)):
            self.assertEqual(self._next(self.agent)["res_id"], self.ticket.id)
            self.assertIn("not on shift", self._next(self.colleague)["params"]["message"])

    def test_a_leave_in_the_shift_is_no_duty(self):
        self._leave(self.colleague, MONDAY - timedelta(hours=2), MONDAY + timedelta(hours=2))
        message = self._next(self.colleague)["params"]["message"]
        self.assertIn("Mon 2 Mar, 12:00", message)

    def test_without_any_shift_to_come_no_moment_is_named(self):
        with freeze_time(MONDAY + timedelta(days=1)):
            message = self._next(self.agent)["params"]["message"]
        self.assertIn(f"given to you: {self.team.name}.", message)

    def test_other_teams_of_who_is_off_shift_go_on(self):
        other = self._create_team("Workshop", self.agent)
        ticket = self._create_ticket("Other", team_id=other.id, user_id=False)
        self.assertEqual(self._next(self.agent)["res_id"], ticket.id)
        self.assertIn("not on shift", self._next(self.agent)["params"]["message"])

    def test_the_leader_who_is_in_no_roster_is_not_held_up(self):
        self.team.user_id = self.leader
        self.assertNotIn(self.leader, self.team.member_ids)
        self.assertEqual(self._next(self.leader)["res_id"], self.ticket.id)
