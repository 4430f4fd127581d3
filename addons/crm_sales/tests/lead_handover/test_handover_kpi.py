from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from .common import HandoverCommon

WEEK = Period(date(2026, 3, 2), date(2026, 3, 8))


@tagged("post_install", "-at_install")
class TestHandoverKpi(HandoverCommon):
    def test_the_figures_against_a_hand_worked_example(self):
        """Answers after 1, 2 and 6 working hours, two of them accepted; one did not come."""
        for hours, accepts in ((1, True), (2, False), (7, True)):  # 7: an hour of lunch
            lead = self._hand()
            with self._clock(hours=hours):
                if accepts:
                    lead.with_user(self.seller).action_crm_accept()
                else:
                    lead.with_user(self.seller)._crm_refuse(self.reason)
        late = self._hand()
        with self._clock(hours=8):
            late.crm_handover_ids._expire()
        facts = self.Facts.search([("user_id", "=", self.seller.id)])
        hours = sorted(facts.filtered("date_answered").mapped("answer_hours"))
        self.assertEqual(hours, [1, 2, 6])
        self.assertEqual(self._figure("response"), 2)
        self.assertAlmostEqual(self._figure("acceptance"), 50, 6)

    def _figure(self, code):
        kpi = self.env.ref(f"crm_sales.crm_kpi_lead_{code}")
        figures = kpi._get_figures([WEEK], self.env.company, "user", [self.seller.id])
        return figures[0, self.seller.id][0]
