from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..common import SalesCommon

# long before anything else in the database
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))
EARLIER = -3653  # days from the clock's Monday in March 2026 to the same day ten years before


@tagged("post_install", "-at_install")
class TestStageKpi(SalesCommon):
    """Of March: 1,000 won after 10 days, 3,000 won after 21 as a lead for 5, one lost, one open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.log"].search([("date_from", "<", "2026-01-01")]).unlink()

    def _play(self):
        first = self._create_lead("First", EARLIER)
        second = self._create_lead("Second", EARLIER, type="lead", user_id=self.leader.id)
        lost = self._create_lead("Lost", EARLIER)
        self._create_lead("Open", EARLIER)
        second.expected_revenue = 3000
        with self._at(EARLIER + 5):
            second.convert_opportunity(self.env["res.partner"])
        with self._at(EARLIER + 10):
            first.action_set_won()
            lost.action_set_lost()
        with self._at(EARLIER + 21):
            second.action_set_won()
        with self._at(EARLIER + 40):
            # in April: counts there
            lost.action_unarchive()
            lost.action_set_won()

    def _figure(self, code, breakdown="company"):
        kpi = self.env.ref(f"crm_sales.crm_kpi_sales_{code}")
        figures = kpi._get_figures([MARCH], self.env.company, breakdown)
        return {key: round(value, 6) for (_number, key), (value, _count) in figures.items()}

    def test_hand_worked_figures(self):
        self._play()
        for code, expected in (
            ("won", 2),
            ("won_value", 4000),
            ("average_deal", 2000),
            ("win_rate", round(200 / 3, 6)),
            ("cycle", 15.5),
        ):
            with self.subTest(code):
                self.assertEqual(self._figure(code), {False: expected})

    def test_by_person(self):
        self._play()
        self.assertEqual(
            self._figure("win_rate", "user"), {self.seller.id: 50, self.leader.id: 100}
        )

    def test_nothing_decided_is_no_rate(self):
        self.assertEqual(self._figure("win_rate"), {})
