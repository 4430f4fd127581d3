from odoo.tests import tagged

from ..privacy.erasure_common import NAME, ErasureCommon


@tagged("post_install", "-at_install")
class TestWorkReportPrivacy(ErasureCommon):
    def test_what_was_reported_about_a_person_is_told_and_erased(self):
        talk = self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "contact_ids": self.person.ids,
                "user_id": self.user_own.id,
                "name": f"Tea with {NAME}",
                "date": "2026-03-04 02:00:00",
            }
        )
        other = talk.copy({"contact_ids": False, "name": "Prices", "date": talk.date})
        report = self.env["crm.work.report"].create(
            {"user_id": self.user_own.id, "date": "2026-03-04"}
        )
        lines = {line.res_id: line for line in report.line_ids}
        held = {holding.records for holding in self.person._crm_holdings()}
        self.assertIn(lines[talk.id], held)
        self._erase()
        self.assertNotIn("Tea", lines[talk.id].text)
        self.assertIn("Prices", lines[other.id].text)
        self.assertEqual(report.fact_count, len(report.line_ids))
