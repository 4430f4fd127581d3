from datetime import date

from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..common import ServiceCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
# sessions of one day and customer, written another way: none of them crosses midnight here
SQL = """
SELECT 100.0 * count(*) FILTER (WHERE NOT EXISTS (
           SELECT FROM crm_service_ticket ticket
            WHERE ticket.partner_id = seen.partner_id
              AND ticket.date_opened >= seen.first
              AND ticket.date_opened <= seen.last + interval '1 day')) / count(*)
  FROM (SELECT partner_id, date::date, min(date) AS first, max(date) AS last
          FROM crm_service_article_view
         WHERE company_id = %s AND is_customer
           AND date >= '2026-03-01' AND date < '2026-04-01'
         GROUP BY 1, 2) seen
"""


@tagged("post_install", "-at_install")
class TestDeflectionKpi(ServiceCommon, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Deflection company"})
        cls.company.resource_calendar_id.tz = "UTC"
        cls.env.user.company_ids |= cls.company
        cls.team = cls._create_team("South", cls.env["res.users"], company_id=cls.company.id)
        cls.article = cls.env["crm.service.article"].create({"name": "How to change the seal"})
        cls.other = cls.env["res.partner"].create({"name": "Olga Other"})
        cls.kpi = cls.env.ref("crm_service.crm_kpi_service_deflection").with_company(cls.company)

    def _view(self, moment, partner, is_customer=True):
        return self.env["crm.service.article.view"].create(
            {
                "article_id": self.article.id,
                "company_id": self.company.id,
                "partner_id": partner.id,
                "date": moment,
                "is_customer": is_customer,
                "source": "portal",
            }
        )

    def _figures(self):
        figures = self.kpi._get_figures([MARCH], self.company)
        return {key: round(value, 6) for (_number, key), (value, _count) in figures.items()}

    def _make_all(self):
        """Three sessions in March: one followed by a ticket, two not; and what does not count."""
        views = self._view("2026-03-03 08:00:00", self.contact)
        views |= self._view("2026-03-03 08:10:00", self.contact)
        with freeze_time("2026-03-03 15:00:00"):
            self._create_ticket(company_id=self.company.id)
        views |= self._view("2026-03-10 08:00:00", self.contact)
        views |= self._view("2026-03-11 08:00:00", self.other)
        self._view("2026-03-12 08:00:00", self.agent.partner_id, is_customer=False)
        self._view("2026-02-12 08:00:00", self.other)
        self.env.flush_all()
        return views

    def test_a_month_by_hand_and_by_another_statement(self):
        self._make_all()
        self.assertEqual(self._figures(), {False: round(200 / 3, 6)})
        self.env.cr.execute(SQL, [self.company.id])
        self.assertAlmostEqual(float(self.env.cr.fetchone()[0]), 200 / 3, 6)

    def test_nothing_read_is_no_figure(self):
        self.assertEqual(self._figures(), {})

    def test_the_figure_opens_what_was_read(self):
        views = self._make_all()
        model, domain = self.kpi._get_records(MARCH, self.company, "company", None)
        self.assertEqual(self.env[model].search(domain), views.sorted("date", reverse=True))
