from datetime import datetime

from odoo.tests import tagged

from .common import KnowledgeCommon

FROM, TO = datetime(2030, 3, 4), datetime(2030, 3, 6)


@tagged("post_install", "-at_install")
class TestDeflection(KnowledgeCommon):
    """Worked by hand: two days in March 2030, in a company whose day is that of UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "UTC"
        cls.views = cls.env["crm.service.article.view"]
        cls.one = cls._create_article("One", audience="public")
        cls.two = cls._create_article("Two", audience="public")

    def _view(self, article, date, partner=None, visitor=None, is_customer=True, company=None):
        return self.views.create(
            {
                "article_id": article.id,
                "date": date,
                "partner_id": partner and partner.id,
                "visitor": visitor,
                "is_customer": is_customer,
                "source": "portal",
                "company_id": (company or self.env.company).id,
            }
        )

    def _ask(self, date, partner=None, **values):
        ticket = self._create_ticket(partner_id=partner and partner.id, **values)
        ticket.date_opened = date
        return ticket

    def _figures(self, date_from=FROM, date_to=TO, companies=None):
        ids = (companies or self.env.company).ids
        return (
            self.views._get_deflection(date_from, date_to, ids),
            self.views._get_deflection_by_article(date_from, date_to, ids),
        )

    def test_nothing_read_is_nothing_deflected(self):
        self.assertEqual(self._figures(), ((0, 0), {}))

    def test_two_days_of_four_people(self):
        ann, ben, cleo = self.contact, self.mate.partner_id, self.stranger.partner_id
        # Ann reads two articles on Monday and writes no ticket: deflected
        self._view(self.one, "2030-03-04 08:00:00", ann)
        self._view(self.two, "2030-03-04 09:00:00", ann)
        # Ben reads one and writes 23 h 59 min later: not deflected
        self._view(self.one, "2030-03-04 10:00:00", ben)
        self._ask("2030-03-05 09:59:00", ben)
        # Cleo reads one and writes 24 h 1 min later: deflected
        self._view(self.one, "2030-03-04 11:00:00", cleo)
        self._ask("2030-03-05 11:01:00", cleo)
        # a visitor reads on Tuesday and sends the form at once: not deflected
        self._view(self.two, "2030-03-05 11:00:00", visitor="abc")
        self._ask("2030-03-05 11:10:00", article_visitor="abc")
        # another visitor reads and goes: deflected
        self._view(self.two, "2030-03-05 12:00:00", visitor="xyz")
        total, by_article = self._figures()
        self.assertEqual(total, (5, 3))
        self.assertEqual(by_article, {self.one.id: (3, 2), self.two.id: (3, 2)})

    def test_a_ticket_before_the_reading_does_not_count(self):
        self._ask("2030-03-04 07:59:00", self.contact)
        self._view(self.one, "2030-03-04 08:00:00", self.contact)
        self.assertEqual(self._figures()[0], (1, 1))

    def test_two_days_are_two_sessions(self):
        self._view(self.one, "2030-03-04 23:00:00", self.contact)
        self._view(self.one, "2030-03-05 01:00:00", self.contact)
        self.assertEqual(self._figures()[0], (2, 2))

    def test_the_day_is_that_of_the_company(self):
        """23:00 and 01:00 in UTC are 07:00 and 09:00 of one day in Shanghai."""
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        self._view(self.one, "2030-03-04 23:00:00", self.contact)
        self._view(self.one, "2030-03-05 01:00:00", self.contact)
        self.assertEqual(self._figures()[0], (1, 1))

    def test_colleagues_do_not_count(self):
        self._view(self.one, "2030-03-04 08:00:00", self.agent.partner_id, is_customer=False)
        self.assertEqual(self._figures()[0], (0, 0))

    def test_the_end_of_the_period_is_not_in_it(self):
        self._view(self.one, "2030-03-04 00:00:00", self.contact)
        self._view(self.one, "2030-03-06 00:00:00", self.contact)
        self.assertEqual(self._figures()[0], (1, 1))

    def test_each_company_counts_its_own(self):
        self._view(self.one, "2030-03-04 08:00:00", self.contact, company=self.company_b)
        self.assertEqual(self._figures()[0], (0, 0))
        self.assertEqual(self._figures(companies=self.company_b)[0], (1, 1))

    def test_a_colleague_of_the_customer_who_asks_is_somebody_else(self):
        self._view(self.one, "2030-03-04 08:00:00", self.contact)
        self._ask("2030-03-04 09:00:00", self.mate.partner_id)
        self.assertEqual(self._figures()[0], (1, 1))
