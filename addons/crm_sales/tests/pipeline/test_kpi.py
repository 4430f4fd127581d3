from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from .common import START, PipelineCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@tagged("post_install", "-at_install")
class TestPipelineKpi(PipelineCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.log"].search([]).unlink()
        cls.env["crm.sales.pipeline.push"].search([]).unlink()

    def _figure(self, code, breakdown="company", window=MARCH):
        kpi = self.env.ref(f"crm_sales.crm_kpi_sales_{code}")
        figures = kpi._get_figures([window], self.company, breakdown)
        return {key: (round(value, 4), count) for (_number, key), (value, count) in figures.items()}

    def _count(self, code):
        kpi = self.env.ref(f"crm_sales.crm_kpi_sales_{code}")
        model, domain = kpi._get_provider_records(MARCH, self.company, "company", None)
        return self.env[model].search_count(domain)

    def _play(self):
        """Two won for 300 and 500 after 10 and 30 days, one lost, three open, one of the leader."""
        first = self._create_lead("First", expected_revenue=300)
        second = self._create_lead("Second", expected_revenue=500, days=-5)
        lost = self._create_lead("Lost", days=1)
        for number in range(2):
            self._create_lead(f"Open {number}", days=number)
        self._create_lead("Leader's", user_id=self.leader.id)
        with self._at(10):
            first.action_set_won()
        with self._at(25):
            second.action_set_won()
            lost.action_set_lost()

    def test_velocity_by_hand(self):
        self._play()
        # 3 open x 400 on average x 2 of 3 won / 20 days
        self.assertEqual(self._figure("velocity"), {False: (40, 3)})
        self.assertEqual(self._count("velocity"), 6)

    def test_velocity_of_a_person(self):
        self._play()
        # the leader has won nothing: what his pipeline brings is not known
        self.assertEqual(
            self._figure("velocity", "user"), {self.seller.id: (round(2 * 400 * 2 / 3 / 20, 4), 2)}
        )

    def test_pushes_into_a_later_month(self):
        lead = self._create_lead(date_deadline=START)
        for days in (5, 40, 20, 60):
            with self._at(3):
                lead.date_deadline = START + timedelta(days=days)
        self.assertEqual(self._figure("pushes"), {False: (2, 2)})

    def test_the_share_that_was_pushed_often(self):
        leads = [self._create_lead(f"{n}", date_deadline=START) for n in range(4)]
        for days in (5, 9):
            leads[0].date_deadline = START + timedelta(days=days)
        leads[1].date_deadline = START + timedelta(days=7)
        today = self.company._crm_today()
        window = Period(today, today)
        self.assertEqual(self._figure("pushed_share", window=window), {False: (25, 1)})
        self.assertEqual(self._figure("pushed_share", "user", window), {self.seller.id: (25, 1)})
        self.assertEqual(self._count("pushed_share"), 1)

    def test_the_share_of_leads_that_became_opportunities(self):
        window = Period(date(2016, 3, 1), date(2016, 3, 31))
        leads = [self._create_lead(f"Lead {n}", type="lead") for n in range(4)]
        self._create_lead("Born as an opportunity")
        with freeze_time("2016-03-10 10:00:00"):
            leads[0].convert_opportunity(self.env["res.partner"])
        leads[1].action_set_lost()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2016-03-05' WHERE id = ANY(%s)",
            [[lead.id for lead in leads]],
        )
        self.env.invalidate_all()
        self.assertEqual(self._figure("lead_conversion", window=window), {False: (25, 4)})
