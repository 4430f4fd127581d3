from odoo.tests import tagged

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestForecastReport(ForecastCommon):
    def _print(self, user):
        report = self.env["ir.actions.report"].with_user(user)
        report = report.with_context(allowed_company_ids=self.house.ids)
        html, _kind = report._render_qweb_html("crm_sales.report_forecast", self.forecast.ids)
        return html.decode()

    def test_the_paper_has_the_roll_up_and_the_notes(self):
        self._deal("Sure", 1234.5, "commit")
        self._line(self.seller).action_submit()
        self._line(self.seller).with_user(self.leader)._override(1000, 1234.5, "Too sure")
        paper = self._print(self.sales_manager)
        self.assertIn("2026 Q1", paper)
        self.assertIn("Too sure", paper)
        self.assertIn("1,234.50", paper)
        self.assertIn("1,000.00", paper)
        self.assertIn("South", paper)

    def test_a_person_prints_the_own_line_alone(self):
        self._line(self.mate).action_submit()
        paper = self._print(self.seller)
        self.assertIn(self.seller.name, paper)
        self.assertNotIn(self.mate.name, paper)
        self.assertNotIn("South", paper)
