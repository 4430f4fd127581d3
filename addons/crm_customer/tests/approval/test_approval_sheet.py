from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestApprovalSheet(ApprovalCommon):
    def _print(self, approval, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html("crm_customer.report_approval_sheet", approval.ids)
        return html.decode()

    def test_the_sheet_says_who_decided_what_when_and_why(self):
        approval = self._ask(100_000)
        self._decide(approval, self.leader, comment="Solid for years")
        sheet = self._print(approval, self.user_own)
        for word in (
            approval.name,
            "Acme Trading",
            "They grow",
            "Leader",
            "Director",
            "Solid for years",
            "Approved",
            "Requested",
        ):
            self.assertIn(word, sheet)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_prints_what_he_may_not_see(self):
        approval = self._ask()
        with self.assertRaises(AccessError):
            self._print(approval, self.user_team)
