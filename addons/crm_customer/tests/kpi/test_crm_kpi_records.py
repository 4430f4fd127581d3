from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiRecords(KpiCommon):
    """The button Records opens exactly what a figure counts."""

    def _count(self, action, user=None):
        model = self.env[action["res_model"]].with_user(user or self.env.user)
        return model.with_context(**action["context"]).search_count(action["domain"])

    def _refer(self, code):
        return self.env.ref(f"crm_customer.crm_kpi_{code}").id

    def test_records_are_as_many_as_the_figure(self):
        self.company.write({"crm_dormant_days": 30, "crm_lost_days": 60})
        other = self._create_customer("Other", user_id=self.user_own.id)
        contact = self.env["res.partner"].create({"name": "Wang", "parent_id": other.id})
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00", "2026-02-03 02:00:00")
        for day in ("2026-03-02", "2026-03-03"):
            self._order(f"{day} 02:00:00", partner=contact)
        self._order("2026-01-02 02:00:00")  # lost on 3 March
        third = self._create_customer("Third", user_id=self.user_own.id)
        for day in ("2026-01-20", "2026-03-02"):
            self._order(f"{day} 02:00:00", partner=third)
        for code, expected in (
            ("interactions", 2),
            ("ordering_customers", 2),
            ("new_customers", 1),
            ("active_customers", 2),
            ("retained_customers", 1),
            ("churned_customers", 1),
        ):
            for scope in ({}, {"breakdown": "company"}, {"breakdown": "team"}):
                goal = self._create_goal(kpi_id=self._refer(code), team_id=self.team.id, **scope)
                self.assertEqual(goal.value, expected, (code, scope))
                self.assertEqual(self._count(goal.action_open_records()), expected, code)

    def test_live_figures_and_records_are_those_of_the_reader(self):
        self.env["ir.rule"].create(
            {
                "name": "Only own interactions",
                "model_id": self.env["ir.model"]._get_id("crm.customer.interaction"),
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        self._record("2026-03-02 02:00:00", user=self.user_team)
        goal = self._create_goal(breakdown="team", team_id=self.team.id)
        self.assertEqual(goal.value, 3)
        seen = goal.with_user(self.user_own)
        self.assertEqual((seen.value, seen.live_text), (3, "2"))
        self.assertEqual(self._count(seen.action_open_records(), self.user_own), 2)

    def test_who_may_not_read_the_records_sees_the_figure_alone(self):
        self._order("2026-03-02 02:00:00", 100)
        goal = self._create_goal(kpi_id=self._refer("revenue"))
        seen = goal.with_user(self.user_own)
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "sale.order"), ("group_id", "!=", False)]
        ).perm_read = False
        self.env["ir.model.access"].call_cache_clearing_methods()
        self.assertEqual((seen.value, seen.is_live, seen.live_text), (100, False, False))
        with self.assertRaises(AccessError):
            seen.action_open_records()

    def test_a_snapshot_opens_todays_matches_and_says_the_difference(self):
        self._record("2026-03-02 02:00:00")
        goal = self._create_goal()
        goal._take_snapshots()
        self._record("2026-03-03 02:00:00", "2026-03-04 01:00:00")
        action = goal.value_ids.action_open_records()
        # that of today lies beyond the snapshot's day
        self.assertEqual(self._count(action), 2)
        self.assertIn("then 1, now 2", action["name"])

    def test_before_it_begins_there_is_nothing_to_open(self):
        with self.assertRaises(UserError):
            self._create_goal(date_start="2026-05-01").action_open_records()

    def test_snapshots_and_parts_open(self):
        goal = self._create_goal(breakdown="company")
        goal._take_snapshots()
        self.assertEqual(goal.value_count, 1)
        self.assertEqual(self._count(goal.action_view_values()), 1)
        self._create_goal(parent_id=goal.id)
        self.assertEqual(self._count(goal.action_view_parts()), 1)
        self.assertGreaterEqual(self._count(self.interactions.action_view_goals()), 2)

    def test_the_chart_holds_the_snapshots(self):
        goal = self._create_goal()
        self.assertFalse(goal.has_graph)
        goal._take_snapshots(date(2026, 3, 2))
        goal._take_snapshots()
        goal.invalidate_recordset()
        self.assertTrue(goal.has_graph)
        self.assertIn('"y": 0.0', goal.graph)
