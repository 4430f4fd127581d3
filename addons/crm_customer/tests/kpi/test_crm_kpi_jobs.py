from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, KpiCommon

NEXT = "2026-03-04 17:00:00"  # 01:00 on 5 March in Shanghai


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiJobs(KpiCommon):
    """Daily snapshots, and the alerts that come of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Goal.search([]).is_closed = True
        cls.cron = cls.env.ref("crm_customer.crm_kpi_cron_snapshot")

    def _run(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _activities(self, goal):
        return self.env["mail.activity"].search(
            [("res_model", "=", "crm.kpi.goal"), ("res_id", "=", goal.id)]
        )

    def test_a_snapshot_of_yesterday_once(self):
        self._record("2026-03-02 02:00:00", "2026-03-04 01:00:00")
        goal = self._create_goal()
        self._run()
        value = goal.value_ids
        # today's interaction is not of yesterday
        self.assertEqual((value.date, value.value), (date(2026, 3, 3), 1))
        self.assertEqual(
            (value.record_count, value.target_to_date, value.status), (1, 2, "at_risk")
        )
        self.assertEqual((value.user_id, value.team_id), (self.user_own, self.team))
        self._run()
        self.assertEqual(goal.value_ids, value)
        with freeze_time(NEXT):
            self._run()
        self.assertEqual(goal.value_ids.mapped("date"), [date(2026, 3, 4), date(2026, 3, 3)])
        self.assertEqual(goal.value_ids[0].value, 2)

    def test_the_day_ends_by_the_clock_of_the_company(self):
        goal = self._create_goal()
        with freeze_time("2026-03-04 15:30:00"):  # 23:30
            self._run()
            self.assertEqual(goal.date_snapshot, date(2026, 3, 3))
        with freeze_time("2026-03-04 16:30:00"):  # 00:30
            self._run()
            self.assertEqual(goal.date_snapshot, date(2026, 3, 4))

    def test_the_last_day_is_caught_up_with_and_closes(self):
        self._record("2026-02-03 02:00:00")
        goal = self._create_goal(date_start="2026-02-01", target=1)
        self._run()
        self.assertEqual(goal.value_ids.mapped("date"), [date(2026, 2, 28)])
        self.assertEqual((goal.status, goal.is_closed), ("reached", True))
        self._run()
        self.assertEqual(len(goal.value_ids), 1)

    def test_a_goal_that_has_not_begun_waits(self):
        goal = self._create_goal(date_start="2026-04-01")
        self._run()
        self.assertFalse(goal.value_ids)

    def test_a_snapshot_never_changes(self):
        goal = self._create_goal()
        self._run()
        for value in (goal.value_ids, goal.value_ids.sudo()):
            for act in (lambda v: v.write({"value": 9}), lambda v: v.unlink()):
                with self.assertRaises(UserError):
                    act(value)
        self.assertEqual(goal.value_ids.value, 0)

    def test_what_was_known_stays_when_the_facts_change(self):
        interaction = self._record("2026-03-02 02:00:00")
        goal = self._create_goal()
        self._run()
        interaction.unlink()
        self._record("2026-03-03 02:00:00", "2026-03-03 03:00:00")
        value = goal.value_ids
        self.assertEqual(value.value, 1)
        self.assertEqual((value.value_text, value.now_text, value.difference_text), ("1", "2", "1"))

    def test_scope_and_period_stay_once_there_are_snapshots(self):
        goal = self._create_goal()
        goal.period = "quarter"
        goal.period = "month"
        self._run()
        for values in ({"period": "week"}, {"user_id": self.user_team.id}):
            with self.assertRaises(UserError):
                goal.write(values)
        goal.write({"target": 30, "name": "Another name", "period": "month"})
        self.assertEqual(goal.value_ids.target, 22)

    def test_a_goal_with_snapshots_is_deleted_by_managers_with_them(self):
        goal = self._create_goal()
        self._run()
        value = goal.value_ids
        with self.assertRaises(UserError):
            goal.with_user(self.user_team).unlink()
        goal.with_user(self.user_manager).unlink()
        self.assertFalse(value.exists())

    def test_owner_and_leader_are_told_once(self):
        goal = self._create_goal()
        self._run()
        activities = self._activities(goal)
        self.assertEqual(activities.user_id, self.user_own | self.user_team)
        self.assertEqual(len(activities), 2)
        self.assertIn("At Risk", activities[0].summary)
        # done, and it stays at risk; then it is missed: the same period
        activities.action_feedback()
        with freeze_time(NEXT):
            self._run()
        with freeze_time("2026-04-02 02:00:00"):
            self._run()
        self.assertEqual(goal.status, "missed")
        self.assertFalse(self._activities(goal))

    def test_nobody_is_told_of_what_goes_well(self):
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        goal = self._create_goal()
        self._run()
        self.assertEqual(goal.status, "on_track")
        self.assertFalse(self._activities(goal))

    def test_a_leader_is_told_once_of_the_own_goal(self):
        goal = self._create_goal(user_id=self.user_team.id)
        self._run()
        self.assertEqual(self._activities(goal).user_id, self.user_team)
        self.assertEqual(len(self._activities(goal)), 1)

    def test_sums_are_projected_from_their_days(self):
        revenue = self.env.ref("crm_customer.crm_kpi_revenue")
        for day in range(2, 11):
            if date(2026, 3, day).weekday() < 5:
                self._order(f"2026-03-{day:02} 02:00:00", 90 + day)
        goal = self._create_goal(kpi_id=revenue.id, target=2000)
        for day in range(1, 11):
            with freeze_time(f"2026-03-{day + 1:02} 02:00:00"):
                self._run()
        # seven working days of about 95, and fifteen to come
        self.assertEqual(len(goal.value_ids), 10)
        self.assertTrue(goal.is_projected)
        self.assertAlmostEqual(goal.projected, goal.value * 22 / 7, 1)
        self.assertGreater(goal.probability, 90)

    def test_batches_go_on_where_they_were(self):
        goals = self.Goal.browse()
        for number in range(7):
            goals |= self._create_goal(target=number + 1)
        module = "odoo.addons.crm_customer.models.kpi.crm_kpi_goal_snapshot.BATCH"
        with patch(module, 3):
            self._run()
        self.assertEqual(len(goals.value_ids), 7)

    @mute_logger("odoo.sql_db")
    def test_a_second_snapshot_of_a_day_is_refused_by_the_database(self):
        goal = self._create_goal()
        self._run()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            goal.value_ids.copy()
