from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 02:00:00")
class TestKpiToday(KpiCommon):
    def _titles(self, user, key):
        self.env.flush_all()
        page = self.env["crm.today"].with_user(user)
        page = page.with_context(allowed_company_ids=self.company.ids).get_page()
        blocks = {block["key"]: block for block in page["blocks"]}
        return [item["title"] for item in blocks[key]["items"]] if key in blocks else None

    def test_goals_in_danger_reach_their_owner_and_the_leader(self):
        with freeze_time(NOW):
            goal = self._create_goal()
            fine = self._create_goal(name="Fine", target=1)
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        (goal | fine)._refresh()
        self.assertEqual((goal.status, fine.status), ("at_risk", "reached"))
        self.assertEqual(self._titles(self.user_own, "goals"), [goal.name])
        self.assertIsNone(self._titles(self.user_own, "team_goals"))
        self.assertEqual(self._titles(self.user_team, "goals"), [])
        self.assertEqual(self._titles(self.user_team, "team_goals"), [goal.name])
        # a month later nobody can do anything about it
        with freeze_time("2026-04-20 02:00:00"):
            goal._refresh()
            self.assertEqual(goal.status, "missed")
            self.assertEqual(self._titles(self.user_own, "goals"), [])
