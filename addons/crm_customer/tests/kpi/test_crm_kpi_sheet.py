from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiSheet(KpiCommon):
    def _create_sheet(self, **values):
        return (
            self.env["crm.kpi.sheet"]
            .with_user(self.user_team)
            .create(
                {"user_id": self.user_own.id, "company_id": self.company.id, "period": "quarter"}
                | values
            )
        )

    def test_the_goals_that_lie_in_the_period(self):
        march = self._create_goal()
        year = self._create_goal(period="year")
        self._create_goal(date_start="2026-05-01")
        self._create_goal(user_id=self.user_team.id)
        self.assertEqual(self._create_sheet().goal_ids, march | year)

    def test_the_sheet_on_paper(self):
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        goal = self._create_goal(name="Talk to people", comment="Well begun")
        goal._take_snapshots()
        with freeze_time("2026-03-05 02:00:00"):
            goal._take_snapshots()
        sheet = self._create_sheet(comment="Keep going")
        report = self.env["ir.actions.report"].with_user(self.user_team)
        html = report._render_qweb_html("crm_customer.report_kpi_sheet", sheet.ids)[0].decode()
        for text in ("Talk to people", "Well begun", "Keep going", "<polyline", "At Risk"):
            self.assertIn(text, html)
        self.assertEqual(sheet.action_print()["report_name"], "crm_customer.report_kpi_sheet")

    def test_without_goals_there_is_nothing_to_print(self):
        with self.assertRaises(UserError):
            self._create_sheet().action_print()
