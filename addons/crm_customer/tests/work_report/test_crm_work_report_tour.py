from odoo.tests import HttpCase, tagged

from .common import WorkReportCommon


@tagged("post_install", "-at_install")
class TestCrmWorkReportTour(WorkReportCommon, HttpCase):
    """A sales rep reports, her leader reads."""

    def test_opened_and_sent_in_three_clicks_and_read(self):
        self._talk(name="Tour talk")
        self.start_tour("/odoo", "crm_work_report_send_tour", login="customer_own")
        report = self.Report.search([("user_id", "=", self.rep.id)])
        self.assertEqual(report.state, "sent")
        self.assertEqual(self._told(report, "interaction"), ["Acme Trading · Tour talk"])
        self.start_tour("/odoo/crm-today", "crm_work_report_read_tour", login="customer_team")
        self.assertEqual((report.state, report.comment), ("read", "Well done"))


@tagged("post_install", "-at_install")
class TestCrmWorkReportPhoneTour(WorkReportCommon, HttpCase):
    """The same on a phone, 400 pixels wide, from the page of today."""

    browser_size = "400x860"
    touch_enabled = True

    def test_from_the_page_of_today_in_two_clicks(self):
        self._talk(name="Tour talk")
        self.company.crm_work_report_day = True
        self.start_tour("/odoo/crm-today", "crm_work_report_phone_tour", login="customer_own")
        report = self.Report.search([("user_id", "=", self.rep.id)])
        self.assertEqual((report.state, report.fact_count), ("sent", 1))
