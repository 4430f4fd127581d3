from odoo.tests import tagged

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestRoadmap(ImprovementCommon):
    def test_the_roadmap_has_a_page_for_each_quarter(self):
        improvements = (
            self._create_improvement("First of all", quarter="2026-Q3")
            | self._create_improvement("Then this", quarter="2026-Q2")
            | self._create_improvement("Some day", quarter=False)
        )
        report = self.env["ir.actions.report"].with_user(self.manager)
        html = report._render_qweb_html("crm_service.report_roadmap", improvements.ids)[0].decode()
        places = [html.index(text) for text in ("Then this", "First of all", "Some day")]
        self.assertEqual(places, sorted(places))
        self.assertIn("Roadmap 2026-Q2", " ".join(html.split()))
        self.assertIn("No Quarter Yet", html)
        # several documents in one file are more than some wkhtmltopdf can do
        self.assertEqual(html.count('class="article'), 1)
        self.assertEqual(html.count("page-break-before: always"), 2)

    def test_each_screen_opens_for_who_uses_it(self):
        improvement = self._create_released()
        self._create_feedback(improvement_id=improvement.id)
        improvement.sudo()._verify()
        for user in (self.agent, self.manager, self.head):
            for name in ("feedback", "improvement", "improvement.check", "improvement.notice"):
                model = self.env[f"crm.service.{name}"].with_user(user)
                for kind in ("form", "list", "search"):
                    model.get_view(view_type=kind)
            fields = improvement.with_user(user).fields_get()
            improvement.with_user(user).read(list(fields))
        seen = improvement.with_user(self.manager)
        self.assertEqual(seen.action_view_feedback()["domain"], [("improvement_id", "=", seen.id)])
        self.assertEqual(seen.action_view_tickets()["res_model"], "crm.service.ticket")

    def test_reading_many_takes_as_many_queries_as_reading_few(self):
        improvements = self.env["crm.service.improvement"].union(
            *(self._create_improvement(f"Improvement {number}") for number in range(30))
        )
        names = ["feedback_count", "ticket_count", "check_count", "notice_count", "missing_text"]

        def count(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.manager).read(names)
            return self.env.cr.sql_log_count - before

        count(improvements)
        self.assertEqual(count(improvements[:3]), count(improvements))
