from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..sla.test_sla_models import SlaCommon


@tagged("post_install", "-at_install")
class TestServiceReport(SlaCommon):
    """March 2026 of a customer: one before, two in it, one after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.tz = "UTC"
        cls.env.company.resource_calendar_id.tz = "UTC"

    def _make_all(self):
        self.before = self._open("2026-02-02 08:00:00", name="Long ago")
        self._close("2026-02-03 08:00:00", self.before)
        self.solved = self._open("2026-03-04 08:00:00", name="Pump leaks", kind="incident")
        with freeze_time("2026-03-04 10:00:00"):
            self._answer(self.solved)
            self.solved.with_user(self.agent).message_post(
                body="Between us", message_type="comment"
            )
        self._close("2026-03-04 12:00:00", self.solved)
        self.open_one = self._open("2026-03-30 08:00:00", name="Valve sticks")
        self.after = self._open("2026-04-02 08:00:00", name="Afterwards")

    def _close(self, moment, ticket):
        with freeze_time(moment):
            ticket.stage_id = self.stage_solved

    @freeze_time("2026-04-05 08:00:00")
    def _create_report(self, **values):
        values = {"partner_id": self.contact.id} | values
        return self.env["crm.service.report"].with_user(self.agent).create(values)

    def _html(self, name, record):
        reports = self.env["ir.actions.report"].with_user(self.agent)
        return reports._render_qweb_html(f"crm_service.{name}", record.ids)[0].decode()

    def test_it_is_about_last_month(self):
        self._make_all()
        report = self._create_report()
        self.assertEqual(report.date_from, date(2026, 3, 1))
        self.assertEqual(report.date_to, date(2026, 3, 31))
        self.assertEqual(report.ticket_ids, self.solved | self.open_one)
        self.assertEqual(report.ticket_count, 2)

    def test_what_was_closed_later_was_open_at_the_end(self):
        self._make_all()
        self._close("2026-04-03 08:00:00", self.open_one)
        figures = self._figures(self._create_report())
        self.assertEqual((figures["opened"], figures["closed"], figures["open"]), (2, 1, 1))

    def _figures(self, report):
        return self.env["report.crm_service.report_service"]._prepare_figures(report)

    def test_the_figures(self):
        """Answered within 2 of 4 hours, solved within 4; the open one has missed both."""
        self._make_all()
        with freeze_time("2026-04-05 08:00:00"):
            self.open_one.clock_ids._refresh()
        figures = self._figures(self._create_report())
        self.assertEqual((figures["first_response"], figures["resolution"]), (2, 4))
        self.assertEqual(figures["sla"], (2, 4))

    def test_the_report_on_paper(self):
        self._make_all()
        html = self._html("report_service", self._create_report(comment="A calm month"))
        for text in ("A calm month", "Pump leaks", "Valve sticks", "Incident"):
            self.assertIn(text, html)
        for text in ("Long ago", "Afterwards"):
            self.assertNotIn(text, html)

    def test_it_speaks_the_language_of_the_customer(self):
        self._make_all()
        self.contact.lang = "zh_CN"
        self.assertIn("服务报告", self._html("report_service", self._create_report()))

    def test_the_sheet_of_a_ticket_has_no_notes(self):
        self._make_all()
        html = self._html("report_ticket", self.solved)
        self.assertIn("We look into it", html)
        self.assertNotIn("Between us", html)

    def test_a_period_ends_after_it_begins(self):
        with self.assertRaises(ValidationError):
            self._create_report(date_from="2026-03-31", date_to="2026-03-01")
