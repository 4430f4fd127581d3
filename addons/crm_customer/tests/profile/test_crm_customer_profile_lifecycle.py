from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...tools.lifecycle import LIFECYCLE, lifecycle
from .common import ProfileCommon

COLUMNS = (
    "order_count",
    "days",
    "revenue_12m",
    "open_count",
    "is_key_level",
    "dormant_days",
    "lost_days",
    "key_revenue",
)
DAYS = st.sampled_from([0, 1, 179, 180, 181, 364, 365, 366, 4000])
CASES = st.tuples(
    st.sampled_from([0, 1, 7]),
    DAYS,
    st.sampled_from([0.0, 99.99, 100.0, 100.01]),
    st.sampled_from([0, 1, 3]),
    st.booleans(),
    st.sampled_from([0, 180]),
    st.sampled_from([0, 180, 365]),
    st.sampled_from([0.0, 100.0]),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 04:00:00")
class TestCrmCustomerProfileLifecycle(ProfileCommon):
    def _lifecycle_by_sql(self, cases):
        rows = SQL(", ").join(SQL("%s", case) for case in cases)
        profile = self.env.registry["crm.customer.profile"]
        self.patch(profile, "_sql_is_key_level", lambda _self: SQL("facts.is_key_level"))
        query = SQL(
            """
            SELECT %s
              FROM (SELECT *, 0 AS open_opportunity_count, open_count AS open_lead_count,
                           CASE WHEN order_count > 0
                           THEN DATE '2026-07-15' - days END AS last_order_date
                      FROM (VALUES %s) AS given (%s)) AS facts,
                   LATERAL (SELECT DATE '2026-07-15' AS today, facts.dormant_days,
                                   facts.lost_days, facts.key_revenue) AS company
            """,
            self.Profile._sql_lifecycle(),
            rows,
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
        )
        return [row[0] for row in self.env.execute_query(query)]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @example([(1, 365, 0.0, 1, True, 180, 365, 0.0)])
    @given(st.lists(CASES, min_size=1, max_size=200))
    def test_sql_says_the_same_as_the_function(self, cases):
        expected = [
            lifecycle(
                case[0],
                case[1] if case[0] else None,
                case[2],
                case[3],
                is_key_level=case[4],
                dormant_days=case[5],
                lost_days=case[6],
                key_revenue=case[7],
            )
            for case in cases
        ]
        self.assertEqual(self._lifecycle_by_sql(cases), expected)
        self.assertLessEqual(set(expected), {key for key, _label in LIFECYCLE})

    def test_customer_sleeps_and_is_lost_by_the_days_of_the_company(self):
        self.env.company.write({"crm_dormant_days": 10, "crm_lost_days": 20})
        order = self._create_order(date="2026-07-06 02:00:00")
        stages = []
        for day in (6, 5, 1):
            order.date_order = f"2026-07-{day:02} 02:00:00"
            self._refresh_queue()
            stages.append(self._get_profile().lifecycle)
        order.date_order = "2026-06-25 02:00:00"
        self._refresh_queue()
        stages.append(self._get_profile().lifecycle)
        self.assertEqual(stages, ["customer", "dormant", "dormant", "lost"])

    def test_revenue_makes_a_key_customer(self):
        self._create_order(amount=500)
        self.env.company.crm_key_revenue = 500
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "key_customer")
        self.env.company.crm_key_revenue = 500.01
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "customer")

    def test_nobody_sleeps_while_the_days_are_zero(self):
        self.env.company.write({"crm_dormant_days": 0, "crm_lost_days": 0})
        self._create_order(date="2016-07-06 02:00:00")
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "customer")

    def test_code_alone_makes_a_prospect(self):
        self.assertFalse(self._get_profile())
        self.customer.action_crm_make_customer()
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "prospect")
        self.assertEqual(self._get_profile(company=self.company_b).lifecycle, "prospect")

    def test_pin_wins_over_the_facts_and_can_be_taken_out(self):
        self._create_order(date="2026-07-01 02:00:00")
        self.customer.write({"crm_lifecycle_pin": "lost", "crm_lifecycle_pin_reason": "Bankrupt"})
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "lost")
        self.assertEqual(self._get_profile().lifecycle_computed, "customer")
        self.customer.crm_lifecycle_pin = False
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "customer")

    def test_key_level_makes_a_key_customer_of_who_buys(self):
        level = self.env["crm.customer.level"].create({"name": "Crown", "is_key": True})
        self.customer.crm_level_id = level
        self.customer.action_crm_make_customer()
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "prospect")
        self._create_order(date="2026-07-01 02:00:00")
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "key_customer")
        level.is_key = False
        self._refresh_queue()
        self.assertEqual(self._get_profile().lifecycle, "customer")

    def test_merged_customers_have_their_facts_together(self):
        other = self._create_customer("Acme Trading")
        self._create_order(other, amount=40, date="2026-07-01 02:00:00")
        self._create_order(amount=60, date="2026-07-01 02:00:00")
        self._refresh_queue()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((other | self.customer).ids, self.customer)
        self._refresh_queue()
        self.assertEqual(self._get_profile().revenue_total, 100)
