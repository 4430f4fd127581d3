from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSegmentReport(SegmentCommon):
    def _render(self, segment):
        report = self.env["ir.actions.report"].with_user(self.user_own)
        return report._render_qweb_html("crm_customer.report_customer_segment", segment.ids)[
            0
        ].decode()

    def test_the_paper_says_who_how_many_and_how_much(self):
        self._create_order(self.customers[0], 5, 500)
        self.env["crm.customer.profile"]._refresh(self.customers.ids)
        segment = self._create_segment("[('crm_lifecycle', '=', 'customer')]", name="Buyers")
        segment._refresh_all()
        html = self._render(segment)
        for text in ("Buyers", "Lifecycle is Customer", "500.00", "Size per Week", "By Owner"):
            self.assertIn(text, html)
        self.assertIn(self.user_own.name, html)

    def test_an_empty_segment_has_a_paper_as_well(self):
        segment = self._create_segment("[('name', '=', 'Nobody')]")
        self.assertIn("No size is written down yet", self._render(segment))
