from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RosterCommon, march


@tagged("post_install", "-at_install")
class TestPlan(RosterCommon):
    def _plan(self, source, day="2026-03-11", **values):
        plan = (
            self.env["crm.service.shift.plan"]
            .with_user(self.leader)
            .create({"team_ids": self.team.ids, "source": source, "date_from": day} | values)
        )
        return plan.action_plan()["params"]["message"]

    def _shifts(self, start, stop):
        return self.env["crm.service.shift"].search(
            [("date_from", ">=", start), ("date_from", "<", stop), ("team_id", "=", self.team.id)]
        )

    def _create_pattern(self, user, weekday, start=8, stop=12):
        self.env["crm.service.shift.pattern"].create(
            {
                "team_id": self.team.id,
                "user_id": user.id,
                "weekday": weekday,
                "hour_from": start,
                "hour_to": stop,
            }
        )

    def test_the_week_before_is_copied_for_some_weeks(self):
        self._create_shift(self.agent, "02 08:00", "02 12:00")
        self._create_shift(self.colleague, "08 20:00", "09 04:00")
        self._create_shift(self.agent, "09 08:00", "09 09:00")  # of another week
        self._plan("week", week_count=2)
        self.assertEqual(
            self._spans(self._shifts(march(9, 10), march(31))),
            [
                (self.colleague, march(15, 20), march(16, 4)),
                (self.agent, march(16, 8), march(16, 12)),
                (self.colleague, march(22, 20), march(23, 4)),
            ],
            "the one of the 9th was there already",
        )

    def test_a_pattern_fills_weeks(self):
        self._create_pattern(self.agent, "0")
        self._create_pattern(self.colleague, "4", 20, 4)
        message = self._plan("pattern", week_count=2)
        self.assertIn("4 shifts planned", message)
        self.assertEqual(
            self._spans(self._shifts(march(9), march(31))),
            [
                (self.agent, march(9, 8), march(9, 12)),
                (self.colleague, march(13, 20), march(14, 4)),
                (self.agent, march(16, 8), march(16, 12)),
                (self.colleague, march(20, 20), march(21, 4)),
            ],
        )

    def test_again_makes_nothing_twice(self):
        self._create_pattern(self.agent, "0")
        self._plan("pattern")
        message = self._plan("pattern")
        self.assertIn("0 shifts planned; left out: 1 because of another shift", message)
        self.assertEqual(len(self._shifts(march(9), march(31))), 1)

    def test_who_is_absent_is_left_out_and_named_as_such(self):
        self._create_pattern(self.agent, "0")
        self._create_pattern(self.colleague, "0")
        self._leave(self.agent, "2026-03-09 00:00:00", "2026-03-09 23:59:59")
        message = self._plan("pattern")
        self.assertIn("1 because the person is absent", message)
        self.assertEqual(self._shifts(march(9), march(31)).user_id, self.colleague)

    def test_who_is_in_another_team_at_that_time_is_left_out(self):
        other = self._create_team("Field", self.agent, user_id=self.head.id)
        self._create_shift(self.agent, "09 10:00", "09 14:00", team_id=other.id)
        self._create_pattern(self.agent, "0")
        self.assertIn("1 because of another shift", self._plan("pattern"))

    def test_who_left_the_team_is_not_planned(self):
        self._create_pattern(self.agent, "0")
        self._create_pattern(self.colleague, "1")
        self.team.member_ids -= self.agent
        self._plan("pattern")
        self.assertEqual(self._shifts(march(9), march(31)).user_id, self.colleague)

    def test_nothing_to_plan_from_is_said(self):
        with self.assertRaisesRegex(UserError, "2026-03-09 has no shifts"):
            self._plan("week")
        with self.assertRaisesRegex(UserError, "no shift pattern"):
            self._plan("pattern")
