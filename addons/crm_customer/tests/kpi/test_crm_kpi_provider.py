from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, KpiCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiProvider(KpiCommon):
    """The shipped KPIs against figures worked by hand."""

    def _figure(self, code, window=MARCH, key=False, breakdown="company"):
        kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
        figures = kpi._get_figures([window], self.company, breakdown)
        return figures.get((0, key), (kpi._get_empty_value(), 0))[0]

    def _buy(self, name, *days, owner=None):
        customer = self._create_customer(name, user_id=(owner or self.user_own).id)
        for day in days:
            self._order(f"{day} 02:00:00", partner=customer)
        return customer

    def _buy_all(self):
        """With 90 days to be lost, seen in March 2026 (2026-02-28 + 31 days)."""
        self.company.write({"crm_dormant_days": 30, "crm_lost_days": 90})
        self._buy("Loyal", "2026-01-10", "2026-03-10")  # active before, and at the end
        self._buy("Quiet", "2026-02-01")  # lost on 2 May: retained
        self._buy("Leaving", "2025-12-15")  # lost on 15 March: churned
        self._buy("Gone", "2025-11-20")  # lost on 18 February, before
        self._buy("New", "2026-03-20", owner=self.user_team)
        self._buy("Back", "2025-06-01", "2026-03-05", owner=self.user_all)  # neither

    def test_customers_of_a_month(self):
        self._buy_all()
        self.assertEqual(self._figure("new_customers"), 1)
        self.assertEqual(self._figure("active_customers"), 4)  # Loyal Quiet New Back
        self.assertEqual(self._figure("retained_customers"), 2)  # Loyal Quiet
        self.assertEqual(self._figure("churned_customers"), 1)  # Leaving
        self.assertAlmostEqual(self._figure("retention_rate"), 200 / 3)

    def test_customers_by_person_and_team(self):
        self._buy_all()
        team = {"breakdown": "team", "key": self.team.id}
        self.assertEqual(self._figure("new_customers", breakdown="user", key=self.user_team.id), 1)
        self.assertEqual(self._figure("active_customers", **team), 3)
        self.assertEqual(
            self._figure("active_customers", breakdown="user", key=self.user_own.id), 2
        )
        self.assertEqual(
            self._figure("active_customers", breakdown="team", key=self.other_team.id), 1
        )

    def test_retained_and_churned_are_those_active_before(self):
        self._buy_all()
        before = self._figure("active_customers", FEBRUARY)
        after = self._figure("retained_customers") + self._figure("churned_customers")
        self.assertEqual(before, after)

    def test_the_last_day_of_being_active(self):
        self.company.write({"crm_dormant_days": 30, "crm_lost_days": 90})
        self._buy("Edge", "2026-01-01")
        ninth = date(2026, 1, 1) + timedelta(days=89)
        self.assertEqual(self._figure("active_customers", Period(ninth, ninth)), 1)
        tenth = ninth + timedelta(days=1)
        self.assertEqual(self._figure("active_customers", Period(tenth, tenth)), 0)
        self.assertEqual(self._figure("churned_customers", Period(tenth, tenth)), 1)

    def test_orders_of_contacts_and_of_other_companies(self):
        customer = self._create_customer("Group", user_id=self.user_own.id)
        contact = self.env["res.partner"].create({"name": "Wang", "parent_id": customer.id})
        self._order("2026-03-02 02:00:00", partner=contact)
        self._order("2026-03-03 02:00:00", partner=customer)
        other = self._create_customer("Other", user_id=self.user_own.id)
        there = {"company_id": self.company_b.id, "team_id": False, "pricelist_id": False}
        self._order("2026-03-03 02:00:00", partner=other, **there)
        self.assertEqual(self._figure("new_customers"), 1)
        self.assertEqual(self._figure("ordering_customers"), 1)

    def test_days_end_by_the_clock_of_the_company(self):
        self._order("2026-02-28 15:59:00")
        self.assertEqual(self._figure("new_customers"), 0)
        self.assertEqual(self._figure("new_customers", FEBRUARY), 1)

    def test_revenue_per_customer(self):
        other = self._create_customer("Other")
        self._order("2026-03-02 02:00:00", 100)
        self._order("2026-03-03 02:00:00", 200)
        self._order("2026-03-03 02:00:00", 600, partner=other, user=self.user_team)
        self.assertEqual(self._figure("revenue"), 900)
        self.assertEqual(self._figure("revenue_per_customer"), 450)
        self.assertEqual(
            self._figure("revenue_per_customer", breakdown="user", key=self.user_own.id), 300
        )

    def test_interactions(self):
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00", "2026-02-03 02:00:00")
        self.assertEqual(self._figure("interactions"), 2)

    def _follow_up(self, deadline, done=None, user=None):
        customer = self._create_customer(f"Due {deadline} {done}")
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": customer.id,
                "crm_is_follow_up": True,
                "date_deadline": deadline,
                "user_id": (user or self.user_own).id,
            }
        )
        if done:
            with freeze_time(f"{done} 04:00:00"):
                activity.action_feedback()
                activity.flush_recordset()  # the day of the clock then
        return activity

    def test_follow_ups_on_time(self):
        self._follow_up("2026-03-02", "2026-03-02")  # on time
        self._follow_up("2026-03-03", "2026-03-02")  # early
        self._follow_up("2026-03-02", "2026-03-03")  # late
        self._follow_up("2026-03-03")  # open, and its day is over
        self._follow_up("2026-03-04")  # open: due today, not counted yet
        self._follow_up("2026-02-27")  # of February
        self._follow_up("2026-03-02", "2026-03-02", user=self.user_team)
        self.assertEqual(self._figure("follow_up_on_time"), 60)
        self.assertEqual(
            self._figure("follow_up_on_time", breakdown="user", key=self.user_own.id), 50
        )
        self.assertEqual(
            self._figure("follow_up_on_time", breakdown="user", key=self.user_team.id), 100
        )

    def test_next_steps_count_as_follow_ups(self):
        self._record("2026-03-01 02:00:00", next_step="Call again", next_step_date="2026-03-03")
        self.assertEqual(self._figure("follow_up_on_time"), 0)

    def test_completeness(self):
        values = {"company_id": self.company.id, "user_id": self.user_own.id}
        country = self.env.ref("base.cn")
        # phone and place of six parts; then all but tax ID and contact; then none
        self._create_customer(
            "A", crm_code="K-1", phone="1", city="Shenzhen", country_id=country.id, **values
        )
        self._create_customer(
            "B",
            crm_code="K-2",
            email="b@b.example.com",
            city="Shenzhen",
            country_id=country.id,
            crm_level_id=self.env["crm.customer.level"].create({"name": "Gold"}).id,
            industry_id=self.env["res.partner.industry"].create({"name": "Trade"}).id,
            **values,
        )
        self._create_customer("C", crm_code="K-3", **values | {"user_id": self.user_team.id})
        everybody = self.env["res.partner"].search(
            [("crm_code", "!=", False), ("company_id", "=", False)]
        )
        everybody.company_id = self.company_b
        by_user = {"breakdown": "user", "key": self.user_own.id}
        self.assertAlmostEqual(self._figure("completeness"), (2 + 4 + 0) / 18 * 100)
        self.assertAlmostEqual(self._figure("completeness", **by_user), 50)
        self.assertIsNone(self._figure("completeness", FEBRUARY))
