from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..sla.test_sla_models import SlaCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
NOW = "2026-03-31 22:00:00"


@tagged("post_install", "-at_install")
class TestServiceKpi(SlaCommon):
    """The shipped KPIs against figures worked by hand, in a company of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Service KPI company"})
        cls.company.resource_calendar_id = cls.calendar.copy({"company_id": cls.company.id})
        cls.company.resource_calendar_id.tz = "UTC"
        cls.env.user.company_ids |= cls.company
        cls.users = cls.agent | cls.colleague | cls.leader | cls.head
        cls.users.write(
            {"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id}
        )
        cls.team = cls._create_team(
            "South", cls.agent, user_id=cls.leader.id, company_id=cls.company.id
        )
        cls.north = cls._create_team(
            "North", cls.colleague, user_id=cls.leader.id, company_id=cls.company.id
        )
        cls.response = cls._create_sla("Answer", hours=4, company_id=cls.company.id)

    def _make(self, moment, answered=None, closed=None, **values):
        values = {"company_id": self.company.id, "user_id": self.agent.id} | values
        with freeze_time(moment):
            ticket = self._create_ticket(**values)
        if answered:
            with freeze_time(answered):
                self._answer(ticket)
        if closed:
            with freeze_time(closed):
                ticket.stage_id = self.stage_solved
        return ticket

    def _make_all(self):
        """Four in March: answered after 1, 3 and 5 working hours, closed after 4 and 8."""
        self.first = self._make(
            *("2026-03-03 08:00:00", "2026-03-03 09:00:00", "2026-03-03 12:00:00"),
            kind="complaint",
            cause_id=self.cause.id,
        )
        self.second = self._make(
            "2026-03-04 08:00:00", "2026-03-04 11:00:00", "2026-03-04 17:00:00"
        )
        self.third = self._make("2026-03-05 08:00:00", "2026-03-05 14:00:00")
        self.fourth = self._make(
            "2026-03-31 15:00:00", team_id=self.north.id, user_id=self.colleague.id
        )
        self._make("2026-02-02 08:00:00", "2026-02-02 09:00:00", "2026-02-02 10:00:00")

    @freeze_time(NOW)
    def _figures(self, code, breakdown="company", keys=None):
        kpi = self.env.ref(f"crm_service.crm_kpi_{code}")
        window = [MARCH] if not kpi._is_state() else [Period(MARCH.stop, MARCH.stop)]
        return {
            key: round(value, 6)
            for (_number, key), (value, _count) in kpi._get_figures(
                window, self.company, breakdown, keys
            ).items()
        }

    def test_figures_of_a_month(self):
        self._make_all()
        figures = {
            "service_tickets": 4,
            "service_closed": 2,
            "service_first_response_time": 3,
            "service_resolution_time": 6,
            "service_resolution_median": 6,
            # answered in 1 and 3 hours, and in 5 of 4
            "service_sla_success": round(200 / 3, 6),
            "service_reopen_rate": 0,
            "service_first_contact": 100,
            "service_backlog": 2,
            "service_complaints": 1,
        }
        for code, figure in figures.items():
            with self.subTest(code):
                self.assertEqual(self._figures(code), {False: figure})

    def test_reopened_ones(self):
        self._make_all()
        with freeze_time("2026-03-10 08:00:00"):
            self.first.action_reopen()
        with freeze_time("2026-03-10 09:00:00"):
            self.first.stage_id = self.stage_solved
        self.assertEqual(self._figures("service_reopen_rate"), {False: 50})
        self.assertEqual(self._figures("service_first_contact"), {False: 50})
        self.assertEqual(self._figures("service_resolution_time"), {False: 6.5})

    def test_by_service_team_and_person(self):
        self._make_all()
        by_team = self._figures("service_tickets", "service_team")
        self.assertEqual(by_team, {self.team.id: 3, self.north.id: 1})
        self.assertEqual(
            self._figures("service_tickets", "service_team", [self.north.id]).popitem(),
            (self.north.id, 1),
        )
        by_user = self._figures("service_tickets", "user")
        self.assertEqual(by_user, {self.agent.id: 3, self.colleague.id: 1})

    def test_age_of_the_backlog(self):
        """From 5 to 31 March: 18 working days before, 8 hours each, and 8 on the last; and 2."""
        self._make_all()
        ages = self._figures("service_backlog_age", "service_team")
        self.assertEqual(ages, {self.team.id: 19 * 8, self.north.id: 2})
        self.assertEqual(self._figures("service_backlog_age"), {False: (19 * 8 + 2) / 2})

    def test_hours_that_became_flexible_do_not_stop_the_figure(self):
        """It is counted by the hours of before."""
        self._make_all()
        before = self._figures("service_backlog_age", "service_team")
        self.company.resource_calendar_id.flexible_hours = True
        (self.team | self.north)._watch_hours()
        self.assertEqual(self._figures("service_backlog_age", "service_team"), before)
        self.assertTrue(all(before.values()))

    def test_complaints_per_thousand_orders(self):
        self._make_all()
        self.assertEqual(self._figures("service_complaint_rate"), {})
        orders = self.env["sale.order"].create(
            [{"partner_id": self.customer.id, "company_id": self.company.id}] * 4
        )
        orders.write({"state": "sale", "date_order": "2026-03-10 08:00:00"})
        orders[0].date_order = "2026-02-10 08:00:00"
        self.assertEqual(self._figures("service_complaint_rate"), {False: round(1000 / 3, 6)})

    def test_a_figure_opens_its_records(self):
        self._make_all()
        opened = {
            "service_tickets": self.first | self.second | self.third | self.fourth,
            "service_closed": self.first | self.second,
            "service_backlog": self.third | self.fourth,
            "service_backlog_age": self.third | self.fourth,
            "service_complaint_rate": self.first,
        }
        with freeze_time(NOW):
            for code, tickets in opened.items():
                kpi = self.env.ref(f"crm_service.crm_kpi_{code}").with_company(self.company)
                model, domain = kpi._get_records(MARCH, self.company, "company", None)
                with self.subTest(code):
                    self.assertEqual(self.env[model].search(domain), tickets.sorted())

    def test_a_goal_of_a_team_names_the_team(self):
        values = {
            "kpi_id": self.env.ref("crm_service.crm_kpi_service_tickets").id,
            "company_id": self.company.id,
            "breakdown": "service_team",
            "target": 10,
        }
        goals = self.env["crm.kpi.goal"].with_company(self.company)
        with self.assertRaises(ValidationError):
            goals.create(values)
        goal = goals.create(values | {"service_team_id": self.team.id})
        self.assertIn("South", goal.name)

    def test_what_has_no_team_has_no_goal_of_a_team(self):
        with self.assertRaises(ValidationError):
            self.env["crm.kpi.goal"].create(
                {
                    "kpi_id": self.env.ref("crm_customer.crm_kpi_interactions").id,
                    "company_id": self.company.id,
                    "breakdown": "service_team",
                    "service_team_id": self.team.id,
                    "target": 10,
                }
            )
