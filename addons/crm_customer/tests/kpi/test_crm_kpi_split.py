from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiSplit(KpiCommon):
    def _open(self, goal, **values):
        action = goal.with_user(self.user_manager).action_split()
        wizard = self.env[action["res_model"]].with_user(self.user_manager)
        wizard = wizard.browse(action["res_id"])
        with Form(wizard) as form:
            for name, value in values.items():
                form[name] = value
        return wizard

    def test_over_teams_in_equal_parts(self):
        goal = self._create_goal(breakdown="company", target=25)
        wizard = self._open(goal)
        self.assertEqual(wizard.level, "team")
        self.assertEqual(
            wizard.line_ids.team_id & (self.team | self.other_team), (self.team | self.other_team)
        )
        self.assertEqual(sum(wizard.line_ids.mapped("target")), 25)
        self.assertEqual(wizard.left, 0)
        wizard.action_split()
        self.assertEqual(goal.unassigned, 0)
        self.assertEqual(set(goal.child_ids.mapped("breakdown")), {"team"})
        part = goal.child_ids.filtered(lambda part: part.team_id == self.team)
        self.assertEqual(part.user_id, self.user_team)

    def test_over_persons_as_the_last_period_was_shared(self):
        self._record("2026-02-02 02:00:00", "2026-02-03 02:00:00", "2026-02-04 02:00:00")
        self._record("2026-02-02 02:00:00", user=self.user_team)
        goal = self._create_goal(breakdown="team", team_id=self.team.id, target=10)
        wizard = self._open(goal, method="last")
        # 3 and 1 of 4: 7.5 and 2.5, the step left goes to the first
        lines = {line.user_id: (line.last_value, line.target) for line in wizard.line_ids}
        self.assertEqual(sorted(value for value, _target in lines.values()), [1, 3])
        self.assertEqual(sum(target for _value, target in lines.values()), 10)
        self.assertIn(lines[self.user_own], [(3, 8), (3, 7)])
        wizard.action_split()
        self.assertEqual(goal.child_ids.user_id, self.user_own | self.user_team)
        self.assertEqual(goal.unassigned, 0)

    def test_what_is_left_goes_to_those_without_a_part(self):
        goal = self._create_goal(breakdown="team", team_id=self.team.id, target=10)
        self._create_goal(parent_id=goal.id, target=4)
        wizard = self._open(goal)
        self.assertEqual(wizard.total, 6)
        self.assertEqual(wizard.line_ids.user_id, self.user_team)
        self.assertEqual(wizard.line_ids.target, 6)

    def test_a_leader_splits_the_goal_of_his_team(self):
        goal = self._create_goal(breakdown="team", team_id=self.team.id, target=9)
        action = goal.with_user(self.user_team).action_split()
        wizard = self.env[action["res_model"]].with_user(self.user_team)
        wizard.browse(action["res_id"]).action_split()
        self.assertEqual(sorted(goal.child_ids.mapped("target")), [4, 5])

    def test_averages_and_persons_are_not_split(self):
        rate = self.env.ref("crm_customer.crm_kpi_retention_rate")
        for goal in (self._create_goal(breakdown="company", kpi_id=rate.id), self._create_goal()):
            with self.assertRaises(UserError):
                goal.action_split()

    def test_without_anybody_there_is_nothing_to_split(self):
        goal = self._create_goal(breakdown="team", team_id=self.team.id, target=9)
        wizard = self._open(goal)
        wizard.line_ids.unlink()
        with self.assertRaises(UserError):
            wizard.action_split()
