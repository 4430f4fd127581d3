from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import RosterCommon, march


@tagged("post_install", "-at_install")
class TestShift(RosterCommon):
    def _refuse(self, *shift, **values):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_shift(*shift, **values)

    def test_a_shift_has_eight_hours_unless_said_otherwise(self):
        with Form(self.env["crm.service.shift"]) as form:
            form.team_id = self.team
            form.user_id = self.agent
            form.date_from = march(2, 8)
            self.assertEqual(form.date_to, march(2, 16))
        self.assertEqual(form.record.hours, 8)

    def test_nobody_is_in_two_shifts_at_once(self):
        other = self._create_team("Field", self.agent)
        self._create_shift(self.agent, "02 08:00", "02 12:00")
        self._refuse(self.agent, "02 11:59", "02 13:00")
        self._refuse(self.agent, "02 09:00", "02 10:00", team_id=other.id)
        self._create_shift(self.agent, "02 12:00", "02 14:00")
        self._create_shift(self.colleague, "02 08:00", "02 12:00")

    def test_a_shift_ends_after_it_begins_within_a_day(self):
        self._refuse(self.agent, "02 08:00", "02 08:00")
        self._refuse(self.agent, "02 08:00", "03 08:01")
        self._create_shift(self.agent, "02 08:00", "03 08:00")

    def test_who_is_no_member_has_no_shift(self):
        with self.assertRaisesRegex(ValidationError, "not a member"):
            self._create_shift(self.head, "02 08:00", "02 12:00")
        with self.assertRaisesRegex(ValidationError, "not a member"):
            self.env["crm.service.shift.pattern"].create(
                {"team_id": self.team.id, "user_id": self.head.id}
            )

    def test_hours_of_a_pattern_are_those_of_a_clock(self):
        values = {"team_id": self.team.id, "user_id": self.agent.id, "hour_to": 25}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["crm.service.shift.pattern"].create(values)

    def test_a_shift_says_that_the_person_is_absent(self):
        absent = self._create_shift(self.agent, "03 08:00", "03 12:00")
        there = self._create_shift(self.agent, "04 08:00", "04 12:00")
        self._leave(self.agent, "2026-03-03 00:00:00", "2026-03-03 23:59:59")
        (absent | there).invalidate_recordset()
        self.assertEqual((absent.is_absent, there.is_absent), (True, False))

    # rights
    def test_agents_see_the_roster_of_their_teams_and_do_not_edit_it(self):
        mine = self._create_shift(self.agent, "02 08:00", "02 12:00")
        colleagues = self._create_shift(self.colleague, "02 12:00", "02 16:00")
        other = self._create_team("Field", self.head)
        self._create_shift(self.head, "02 08:00", "02 12:00", team_id=other.id)
        shifts = self.env["crm.service.shift"].with_user(self.agent)
        self.assertEqual(shifts.search([]), mine | colleagues)
        for act in (
            lambda: mine.with_user(self.agent).write({"date_to": "2026-03-02 13:00:00"}),
            lambda: mine.with_user(self.agent).unlink(),
            lambda: shifts.create(
                {
                    "team_id": self.team.id,
                    "user_id": self.agent.id,
                    "date_from": "2026-03-05 08:00:00",
                    "date_to": "2026-03-05 12:00:00",
                }
            ),
            lambda: self.env["crm.service.shift.plan"].with_user(self.agent).create({}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_a_leader_plans_the_own_teams_alone(self):
        mine = self._create_shift(self.agent, "02 08:00", "02 12:00")
        other = self._create_team("Field", self.head, user_id=self.head.id)
        foreign = self._create_shift(self.head, "02 08:00", "02 12:00", team_id=other.id)
        mine.with_user(self.leader).date_to = "2026-03-02 13:00:00"
        self.assertEqual(mine.hours, 5)
        with self.assertRaises(AccessError):
            foreign.with_user(self.leader).date_to = "2026-03-02 13:00:00"
