from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..common import ServiceCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
BEFORE, WITHIN = "2026-02-10 08:00:00", "2026-03-10 08:00:00"
# the same figures by statements of their own
CSAT = """
SELECT 100.0 * count(*) FILTER (WHERE rating >= 4) / count(*)
  FROM rating_rating rating JOIN crm_service_ticket ticket ON ticket.id = rating.crm_ticket_id
 WHERE ticket.company_id = %s AND consumed
   AND rated_on >= '2026-03-01' AND rated_on < '2026-04-01'
"""
CES = """
SELECT avg(said) FROM (
    SELECT crm_effort::integer AS said
      FROM rating_rating rating JOIN crm_service_ticket ticket ON ticket.id = crm_ticket_id
     WHERE ticket.company_id = %(company)s AND consumed AND crm_effort IS NOT NULL
       AND rated_on >= '2026-03-01' AND rated_on < '2026-04-01'
     UNION ALL
    SELECT score FROM crm_service_effort
     WHERE company_id = %(company)s AND date_answered >= '2026-03-01'
       AND date_answered < '2026-04-01') all_of_them
"""
NPS = """
SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(*)
  FROM crm_service_nps_answer
 WHERE company_id = %s AND date_answered >= '2026-03-01' AND date_answered < '2026-04-01'
"""


@tagged("post_install", "-at_install")
class TestSatisfactionKpi(ServiceCommon, TransactionCase):
    """Shipped KPIs against figures worked by hand, in a company of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Satisfaction company"})
        cls.env.user.company_ids |= cls.company
        cls.users = cls.agent | cls.colleague | cls.leader | cls.head
        cls.users.write(
            {"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id}
        )
        cls.team = cls._create_team("South", cls.agent, company_id=cls.company.id)
        cls.north = cls._create_team("North", cls.colleague, company_id=cls.company.id)
        cls.sellers = cls.env["crm.team"].create(
            {"name": "Sellers", "company_id": cls.company.id, "member_ids": cls.agent.ids}
        )
        cls.rival = cls._create_customer("Rival Works")
        cls.segment = cls.env["crm.customer.segment"].create({"name": "Near", "kind": "list"})
        cls.env["crm.customer.segment.member"].create(
            {
                "segment_id": cls.segment.id,
                "partner_id": cls.rival.id,
                "company_id": cls.company.id,
                "date_from": "2026-01-01",
            }
        )

    @classmethod
    def _rate(cls, moment, rate, effort, user, team, partner):
        with freeze_time(moment):
            ticket = cls._create_ticket(
                company_id=cls.company.id,
                user_id=user.id,
                team_id=team.id,
                partner_id=partner.id,
            )
            return cls.env["rating.rating"].create(
                {
                    "res_model_id": cls.env["ir.model"]._get_id("crm.service.ticket"),
                    "res_id": ticket.id,
                    "rated_partner_id": user.partner_id.id,
                    "crm_date_asked": moment,
                    "rating": rate or 0,
                    "consumed": bool(rate),
                    "crm_effort": effort,
                    "rated_on": moment,
                }
            )

    @classmethod
    def _make_all(cls):
        """In March: four ratings, 5, 5, 3 of the agent and 1 of the colleague, one silent."""
        own, north = (cls.agent, cls.team, cls.contact), (cls.colleague, cls.north, cls.rival)
        cls.ratings = [
            cls._rate(WITHIN, 5, "5", *own),
            cls._rate(WITHIN, 5, "4", *own),
            cls._rate(WITHIN, 3, False, *own),
            cls._rate(WITHIN, 1, "1", *north),
        ]
        cls._rate(WITHIN, False, False, *own)
        cls._rate(BEFORE, 1, "1", *own)
        base = {"company_id": cls.company.id, "state": "answered", "date_asked": BEFORE}
        cls._make_effort(base)
        cls._make_answers(base)
        cls.env.flush_all()

    @classmethod
    def _make_effort(cls, base):
        """One answer, 2 of 5, about the onboarding of the rival."""
        process = cls.env.ref("crm_service.crm_service_process_onboarding")
        cls.effort = cls.env["crm.service.effort"].create(
            base
            | {
                "process_id": process.id,
                "res_model": "res.partner",
                "res_id": cls.rival.id,
                "date_due": BEFORE,
                "date_answered": WITHIN,
                "score": 2,
                "user_id": cls.agent.id,
                "commercial_partner_id": cls.rival.id,
            }
        )

    @classmethod
    def _make_answers(cls, base):
        """Four of the agent's customer, three of the colleague's rival; one late, one silent."""
        one = cls.env["crm.service.nps.round"].create(
            {"name": "March", "company_id": cls.company.id}
        )
        facts = base | {"round_id": one.id, "quarter": "2026-01-01", "date_answered": WITHIN}
        said = [(10, cls.agent), (9, cls.agent), (7, cls.agent), (6, cls.agent)]
        said += [(10, cls.colleague), (0, cls.colleague), (3, cls.colleague)]
        cls.answers = cls.env["crm.service.nps.answer"].create(
            [
                facts
                | {
                    "score": score,
                    "user_id": user.id,
                    "team_id": cls.sellers.id if user == cls.agent else False,
                    "commercial_partner_id": (cls.customer if user == cls.agent else cls.rival).id,
                }
                for score, user in said
            ]
        )
        cls.env["crm.service.nps.answer"].create(
            [
                facts | {"score": 0, "date_answered": BEFORE},
                facts | {"state": "asked", "date_answered": False},
            ]
        )

    def _figures(self, code, breakdown="company", user=None):
        kpi = self.env.ref(f"crm_service.crm_kpi_{code}").with_user(user or self.env.user)
        figures = kpi._get_figures([MARCH], self.company, breakdown)
        return {key: round(value, 6) for (_number, key), (value, _count) in figures.items()}

    def test_figures_of_a_month_by_hand_and_by_another_statement(self):
        """CSAT 2 of 4; CES (5 + 4 + 1 + 2) / 4; NPS (3 - 3) of 7."""
        self._make_all()
        figures = {
            "service_csat": (50, CSAT, [self.company.id]),
            "service_ces": (3, CES, {"company": self.company.id}),
            "service_nps": (0, NPS, [self.company.id]),
        }
        for code, (figure, statement, params) in figures.items():
            with self.subTest(code):
                self.assertEqual(self._figures(code), {False: figure})
                self.env.cr.execute(statement, params)
                self.assertAlmostEqual(float(self.env.cr.fetchone()[0]), figure, 6)

    def test_by_person_and_teams(self):
        self._make_all()
        agent, other = self.agent.id, self.colleague.id
        self.assertEqual(
            self._figures("service_csat", "user"), {agent: round(200 / 3, 6), other: 0}
        )
        self.assertEqual(
            self._figures("service_csat", "service_team"),
            {self.team.id: round(200 / 3, 6), self.north.id: 0},
        )
        self.assertEqual(self._figures("service_ces", "user"), {agent: round(11 / 3, 6), other: 1})
        self.assertEqual(
            self._figures("service_nps", "user"), {agent: 25, other: round(-100 / 3, 6)}
        )
        self.assertEqual(self._figures("service_nps", "team"), {self.sellers.id: 25})

    def test_by_segment(self):
        self._make_all()
        figures = {"service_csat": 0, "service_ces": 1.5, "service_nps": round(-100 / 3, 6)}
        for code, figure in figures.items():
            with self.subTest(code):
                self.assertEqual(self._figures(code, "segment"), {self.segment.id: figure})

    def test_nothing_said_is_no_figure(self):
        for code in ("service_csat", "service_ces", "service_nps"):
            self.assertEqual(self._figures(code), {})

    def test_a_live_figure_is_that_of_what_one_may_see(self):
        self._make_all()
        self.assertEqual(self._figures("service_nps", "user", self.agent), {self.agent.id: 25})
        self.assertEqual(self._figures("service_csat", user=self.colleague), {False: 0})

    def test_a_figure_opens_its_records(self):
        self._make_all()
        for code, count in (("service_csat", 2), ("service_ces", 4), ("service_nps", 7)):
            kpi = self.env.ref(f"crm_service.crm_kpi_{code}").with_company(self.company)
            model, domain = kpi._get_records(MARCH, self.company, "company", None)
            with self.subTest(code):
                self.assertEqual(self.env[model].search_count(domain), count)

    def test_all_figures_of_the_service_are_shipped(self):
        codes = set(self.env["crm.kpi"].search([("code", "=like", "service_%")]).mapped("code"))
        self.assertLessEqual(
            {
                "service_first_response_time",
                "service_resolution_time",
                "service_sla_success",
                "service_reopen_rate",
                "service_first_contact",
                "service_backlog_age",
                "service_complaint_rate",
                "service_csat",
                "service_ces",
                "service_nps",
                "service_deflection",
            },
            codes,
        )
