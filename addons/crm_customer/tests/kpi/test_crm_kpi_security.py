from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiSecurity(KpiCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_goal()
        cls.leaders = cls._create_goal(user_id=cls.user_team.id)
        cls.others = cls._create_goal(user_id=cls.user_all.id)
        cls.of_team = cls._create_goal(
            breakdown="team", team_id=cls.team.id, user_id=cls.user_team.id
        )
        cls.of_other_team = cls._create_goal(
            breakdown="team", team_id=cls.other_team.id, user_id=cls.user_all.id
        )
        cls.of_company = cls._create_goal(breakdown="company", user_id=cls.user_manager.id)
        cls.foreign = cls._create_goal(company_id=cls.company_b.id, breakdown="company")
        cls.all = (
            cls.own + cls.leaders + cls.others + cls.of_team + cls.of_other_team + cls.of_company
        ) + cls.foreign
        cls.all._take_snapshots()

    def _seen(self, user):
        return self.Goal.with_user(user).search([("id", "in", self.all.ids)]).sudo()

    def test_who_sees_which_goals_and_values(self):
        for user, goals in (
            (self.user_own, self.own + self.of_team + self.of_company),
            (self.user_team, self.own + self.leaders + self.of_team + self.of_company),
            (self.user_all, self.all - self.foreign),
            (self.user_manager, self.all - self.foreign),
        ):
            self.assertEqual(self._seen(user), self.Goal.search([("id", "in", goals.ids)]))
            values = self.env["crm.kpi.value"].with_user(user)
            groups = values._read_group([("goal_id", "in", self.all.ids)], ["goal_id"])
            self.assertEqual({goal.id for (goal,) in groups}, set(goals.ids), user.login)

    def test_a_leader_with_the_level_own_sees_those_of_his_team(self):
        self.team.user_id = self.user_own
        self.assertIn(self.leaders, self._seen(self.user_own))
        self.assertNotIn(self.others, self._seen(self.user_own))

    def test_others_see_nothing(self):
        portal = new_test_user(self.env, "kpi_portal", groups="base.group_portal")
        for user in (self.user_plain, portal):
            for model in ("crm.kpi", "crm.kpi.goal", "crm.kpi.value"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.own.with_user(user).action_open_records()
            with self.assertRaises(AccessError):
                self.own.with_user(user).action_refresh()

    def test_a_leader_sets_goals_of_his_team_alone(self):
        leader = self.Goal.with_user(self.user_team)
        values = {
            "kpi_id": self.interactions.id,
            "company_id": self.company.id,
            "date_start": "2026-03-04",
            "target": 5,
        }
        leader.create(values | {"user_id": self.user_own.id})
        leader.create(values | {"breakdown": "team", "team_id": self.team.id})
        for scope in (
            {"user_id": self.user_all.id},
            {"breakdown": "team", "team_id": self.other_team.id},
            {"breakdown": "company"},
        ):
            # a figure is told in sudo: else this would show anybody's
            with self.assertRaises(AccessError):
                leader.create(values | scope)

    def test_nobody_moves_a_goal_out_of_his_scope(self):
        mine = self._create_goal(user_id=self.user_team.id).with_user(self.user_team)
        for scope in (
            {"user_id": self.user_all.id},
            {"breakdown": "company"},
            {"breakdown": "team", "team_id": self.other_team.id},
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                mine.write(scope)
            mine.invalidate_recordset()

    def test_a_sales_rep_sets_no_goals_and_changes_none(self):
        with self.assertRaises(AccessError):
            self.own.with_user(self.user_own).target = 1
        with self.assertRaises(AccessError):
            self.own.with_user(self.user_own).unlink()
        with self.assertRaises(AccessError):
            self.Goal.with_user(self.user_own).create({"kpi_id": self.interactions.id})
        self.own.with_user(self.user_own).action_refresh()

    def test_nobody_takes_or_changes_snapshots_by_hand(self):
        for user in self.users:
            value = self.own.value_ids.with_user(user)
            for act in (
                lambda v: v.write({"value": 9}),
                lambda v: v.unlink(),
                lambda v: v.copy(),
            ):
                with self.assertRaises(AccessError):
                    act(value)

    def test_nobody_writes_what_the_system_alone_writes(self):
        sealed = self.Goal._sealed_fields
        self.assertLessEqual({"value", "status", "history", "date_snapshot", "is_alerted"}, sealed)
        for name in sorted(sealed):
            value = self.own.read([name])[0][name]
            with self.subTest(name, act="write"), self.assertRaises(AccessError):
                self.own.with_user(self.user_manager).write({name: value})
            with self.subTest(name, act="create"), self.assertRaises(AccessError):
                self._forge(self.Goal.with_user(self.user_manager), {name: value})
            with self.subTest(name, act="default"), self.assertRaises(AccessError):
                goals = self.Goal.with_user(self.user_manager)
                self._forge(goals.with_context({f"default_{name}": value}), {})
        copy = self.own.with_user(self.user_manager).copy({"user_id": self.user_team.id})
        self.assertFalse(copy.date_snapshot, "a copy begins anew")

    def _forge(self, goals, values):
        values |= {"kpi_id": self.interactions.id, "user_id": self.user_own.id, "target": 1}
        return goals.create(values | {"company_id": self.company.id})

    def test_who_may_edit_goals_forges_no_figure_of_his_own(self):
        """Not by a button either: it takes the figure anew."""
        goal = self.own.with_user(self.user_manager)
        goal.target = 1000
        goal.action_refresh()
        self.assertEqual(self.own.value, len(self._interactions_of_own()))

    def _interactions_of_own(self):
        return self.env["crm.customer.interaction"].search(
            [("user_id", "=", self.user_own.id), ("company_id", "=", self.company.id)]
        )

    def test_nobody_splits_or_prints_what_he_may_not_read(self):
        with self.assertRaises(AccessError):
            self.of_company.with_user(self.user_team).action_split()
        with self.assertRaises(AccessError):
            self.env["crm.kpi.split"].with_user(self.user_team).create(
                {"goal_id": self.of_other_team.id}
            )
        sheet = self.env["crm.kpi.sheet"].with_user(self.user_own)
        sheet = sheet.create({"user_id": self.user_all.id, "company_id": self.company.id})
        self.assertFalse(sheet.goal_ids)
