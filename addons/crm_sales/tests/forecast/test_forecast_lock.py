from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestForecastLock(ForecastCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sure = cls._deal("Sure", 200, "commit")
        cls._deal("South", 1000, "commit", cls.other, cls.south)

    def _lock_north(self):
        self._line(team=self.north).with_user(self.leader).action_lock()
        return self._line(self.seller)

    def test_the_leader_locks_the_team_alone(self):
        line = self._lock_north()
        self.assertTrue(line.is_locked)
        self.assertFalse(self._line(self.other).is_locked)
        self.assertEqual(self.forecast.state, "open")

    def test_nobody_changes_what_is_locked(self):
        line = self._lock_north()
        refused = [
            lambda: line.write({"note": "More"}),
            lambda: line.write({"commit": 1}),
            line.action_submit,
            lambda: line.with_user(self.leader)._override(1, 2, "Late"),
            lambda: line.with_user(self.sales_manager).action_remove_override(),
            lambda: line.sudo().write({"said_commit": 1}),
            line.sudo().unlink,
        ]
        for act in refused:
            with self.assertRaises(UserError):
                act()

    def test_locked_figures_stay_though_the_opportunities_move(self):
        line = self._lock_north()
        self.sure.expected_revenue = 999
        line.invalidate_recordset()
        self.assertEqual((line.amount_commit, line.counted_commit), (200, 200))
        self.assertEqual(self._line(team=self.north).counted_commit, 200)
        action = line.with_context(crm_forecast_category="commit").action_open_deals()
        self.assertEqual(self.env["crm.lead"].search(action["domain"]), self.sure)

    def test_a_locked_team_counts_in_the_company_as_it_was(self):
        self._lock_north()
        self.sure.expected_revenue = 999
        self.assertEqual(self._line().parts_commit, 1200)

    def test_the_manager_locks_all(self):
        self._line().action_lock()
        self.assertEqual(self.forecast.state, "locked")
        self.assertEqual(self.forecast.locked_user_id, self.sales_manager)
        self.assertTrue(all(self.forecast.line_ids.mapped("is_locked")))
        with self.assertRaises(UserError):
            self.forecast.with_user(self.sales_manager).unlink()
        with self.assertRaises(UserError):
            self.forecast.with_user(self.sales_manager).kind = "month"

    def test_who_may_not_lock_is_refused(self):
        for line, user in (
            (self._line(self.seller), self.seller),
            (self._line(team=self.north), self.seller),
            (self._line(team=self.south), self.leader),
            (self._line(), self.leader),
        ):
            with self.assertRaises(AccessError):
                line.with_user(user).action_lock()

    def test_the_token_of_locking_cannot_be_sent(self):
        line = self._lock_north()
        with self.assertRaises(UserError):
            line.with_context(crm_forecast_locking=True).write({"note": "Forged"})
