from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReportSheet(WorkReportCommon):
    def _print(self, report, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html("crm_customer.report_crm_work_report", report.ids)
        return html.decode()

    def test_the_sheet_holds_facts_words_and_comment(self):
        self._talk()
        report = self._report(summary="A good day", plan="Go on")
        report.action_send()
        report.with_user(self.leader).comment = "Well done"
        report.with_user(self.leader).action_read()
        sheet = self._print(report, self.rep)
        for word in (
            *("Daily Report", self.rep.name, "Reporters", "03/04/2026"),
            *("Interactions", "Acme Trading · Prices", "Call", "Nothing was logged."),
            *("What Went Well", "A good day", "Plan Next", "Go on"),
            *("Leader&#39;s Comment", "Well done", self.leader.name),
        ):
            self.assertIn(word, sheet)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_prints_what_he_may_not_see(self):
        report = self._report()
        with self.assertRaises(AccessError):
            self._print(report, self.stranger)
