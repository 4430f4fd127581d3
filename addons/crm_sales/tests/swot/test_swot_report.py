from odoo.tests import tagged

from .common import SwotCommon


@tagged("post_install", "-at_install")
class TestSwotReport(SwotCommon):
    def _print(self, user, lang="en_US"):
        report = self.env["ir.actions.report"].with_user(user).with_context(lang=lang)
        html, _kind = report._render_qweb_html("crm_sales.report_swot", self.swot.ids)
        return html.decode()

    def test_one_page_shows_fields_scores_and_actions(self):
        self._create_action(0, 2)
        self.points[0].write({"weight": "5", "rating": "5"})
        page = self._print(self.seller)
        for text in (
            "Cobots", "Strengths", "Service in four hours", "25", "Guangyuan cuts prices",
            "Trial cell", "(SO)", "Sell the service.",
        ):  # fmt: skip
            self.assertIn(text, page)

    def test_more_points_than_fit_are_counted(self):
        self.points[0].copy_data()
        for number in range(8):
            self.points[0].copy({"name": f"Point {number}"})
        self.assertRegex(self._print(self.seller), r"and\s+3\s+more")

    def test_an_analysis_without_actions_says_so(self):
        self.assertIn("None is agreed yet.", self._print(self.seller))
