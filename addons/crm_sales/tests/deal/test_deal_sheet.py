from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealSheet(DealCommon):
    def _print(self, lead, lang="en_US"):
        report = self.env["ir.actions.report"].with_user(self.seller).with_context(lang=lang)
        html, _kind = report._render_qweb_html("crm_sales.report_deal_sheet", lead.ids)
        return html.decode()

    def test_one_page_says_all_of_it(self):
        boss = self._create_stakeholder(role="decision_maker", stance="opponent", influence="5")
        self.env["crm.sales.need"].create(
            {"name": "Two shifts", "lead_id": self.lead.id, "answer": "Two grippers"}
        )
        self.env["crm.sales.decision.step"].create(
            {"name": "Board meets", "lead_id": self.lead.id, "stakeholder_id": boss.id}
        )
        self.lead.activity_schedule(
            "mail.mail_activity_data_call",
            fields.Date.context_today(self.lead) + timedelta(days=1),
            summary="Ask the boss",
            user_id=self.seller.id,
        )
        page = self._print(self.lead)
        for text in (
            "Line 3", "Deal Robots", "<svg", "Anna Deal", "Two shifts", "Two grippers",
            "Board meets", "Strong opponent", "Ask the boss", "Time in Stages", "First",
        ):  # fmt: skip
            self.assertIn(text, page)

    def test_an_empty_room_prints_too(self):
        page = self._print(self._create_deal("Bare", partner_id=False))
        self.assertIn("Nobody is known yet.", page)
        self.assertIn("No customer yet", page)
