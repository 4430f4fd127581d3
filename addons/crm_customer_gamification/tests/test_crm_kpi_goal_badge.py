from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.kpi.common import KpiCommon

AFTER = "2026-04-02 02:00:00"


@tagged("post_install", "-at_install")
class TestCrmKpiGoalBadge(KpiCommon):
    """A goal of two interactions in March, of which the sales rep has two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.kpi.goal"].search([]).write({"active": False})
        cls.badge, cls.special = cls.env["gamification.badge"].create(
            # nobody grants them by hand
            [{"name": name, "rule_auth": "nobody"} for name in ("Talker", "Special")]
        )
        cls.interactions.badge_id = cls.badge
        cls._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")

    def _snapshot(self, moment=AFTER):
        cron = self.env.ref("crm_customer.crm_kpi_cron_snapshot")
        with freeze_time(moment), self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def _grants(self, user=None):
        owner = [("user_id", "=", (user or self.user_own).id)]
        return self.env["gamification.badge.user"].search(owner)

    def test_a_goal_that_ends_as_achieved_grants_the_badge_of_its_kpi(self):
        goal = self._create_goal(target=2)
        self._snapshot("2026-03-31 02:00:00")
        self.assertFalse(self._grants(), "the month goes on")
        self._snapshot()
        grant = self._grants()
        self.assertEqual(grant.badge_id, self.badge)
        self.assertEqual(grant.comment, f"{goal.name}: 2 of 2")
        self.assertTrue(goal.is_rewarded)
        told = self.env["mail.message"].search(
            [("model", "=", grant._name), ("res_id", "=", grant.id)]
        )
        self.assertIn(self.user_own.partner_id, told.notified_partner_ids)

    def test_the_badge_of_the_goal_comes_first(self):
        self._create_goal(target=2, badge_id=self.special.id)
        self._snapshot()
        self.assertEqual(self._grants().badge_id, self.special)

    def test_a_goal_grants_once(self):
        goal = self._create_goal(target=2)
        self._snapshot()
        goal._take_snapshots()
        self._snapshot("2026-04-03 02:00:00")
        self.assertEqual(len(self._grants()), 1)
        self._grants().unlink()
        goal._take_snapshots()
        self.assertFalse(self._grants())

    def test_two_goals_grant_two(self):
        self._create_goal(target=2)
        self._create_goal(target=1, period="week", date_start="2026-03-02")
        self._snapshot()
        self.assertEqual(len(self._grants()), 2)

    def test_what_was_not_achieved_grants_nothing(self):
        goal = self._create_goal(target=3)
        self._snapshot()
        self.assertEqual((goal.is_closed, goal.status), (True, "missed"))
        self.assertFalse(self._grants())

    def test_goals_of_no_person_grant_nothing(self):
        self._create_goal(target=2, breakdown="team", team_id=self.team.id)
        goal = self._create_goal(target=2, breakdown="company")
        self._snapshot()
        self.assertEqual((goal.is_closed, goal.status), (True, "reached"))
        self.assertFalse(self._grants())

    def test_without_a_badge_or_with_an_archived_one_nothing_is_granted(self):
        self.badge.active = False
        self._create_goal(target=2)
        self._snapshot()
        self.assertFalse(self._grants())
        self.badge.active = True
        self.interactions.badge_id = False
        self._create_goal(target=1)
        self._snapshot()
        self.assertFalse(self._grants())

    def test_nobody_says_by_hand_that_a_badge_was_granted(self):
        goal = self._create_goal(target=2)
        with self.assertRaises(AccessError):
            goal.with_user(self.user_manager).is_rewarded = True
        with self.assertRaises(AccessError):
            goal.with_user(self.user_manager).is_closed = True
