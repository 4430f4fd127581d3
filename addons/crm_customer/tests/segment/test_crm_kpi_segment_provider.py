from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, SegmentCommon

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
MARCH = Period(date(2026, 3, 1), date(2026, 3, 4))
JANUARY = Period(date(2026, 1, 1), date(2026, 1, 31))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestKpiProviderBySegment(SegmentCommon):
    """Calculations by code, of who was in the segment at the end of each window."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"crm_dormant_days": 10, "crm_lost_days": 30})
        cls.segment, cls.other = (
            cls._create_segment("[('id', '=', 0)]", name=name) for name in ("A", "B")
        )
        cls.first, cls.second, cls.third = cls.customers[:3]
        # seen from 4 March: the first ordered on 12 February, the second on 2 January and
        # 1 March, the third on 25 January alone
        for customer, age in (
            (cls.first, 20),
            (cls.second, 61),
            (cls.second, 3),
            (cls.third, 38),
        ):
            cls._create_order(customer, age, 100)

    def setUp(self):
        super().setUp()
        self._change(self.segment, self.first + self.second, True, date(2026, 1, 1))
        # of the segment in February, not in March; and the other way round
        self._change(self.segment, self.second, False, date(2026, 3, 3))
        self._change(self.segment, self.third, True, date(2026, 3, 3))
        self._change(self.other, self.third, True, date(2026, 2, 1))
        self.keys = (self.segment + self.other).ids

    def _figures(self, code, windows=(FEBRUARY, MARCH)):
        kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
        figures = kpi._get_figures(list(windows), self.company, "segment", self.keys)
        names = {self.segment.id: "A", self.other.id: "B"}
        return {(place, names[key]): value for (place, key), (value, _n) in figures.items()}

    def _records(self, code, window, segment):
        kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
        model, domain = kpi._get_records(window, self.company, "segment", segment.ids)
        return self.env[model].search(domain)

    def test_customers_count_for_the_segments_of_the_last_day(self):
        for code, expected in (
            # the first is new in February
            ("new_customers", {(0, "A"): 1, (0, "B"): 0, (1, "A"): 0, (1, "B"): 0}),
            # at the end of February the second's last order is 57 days old, the third's 34
            ("active_customers", {(0, "A"): 1, (0, "B"): 0, (1, "A"): 1, (1, "B"): 0}),
            # active on 31 January: the second (29 days) and the third; on 28 February the first
            ("churned_customers", {(0, "A"): 1, (0, "B"): 1, (1, "A"): 0, (1, "B"): 0}),
            ("retained_customers", {(0, "A"): 0, (0, "B"): 0, (1, "A"): 1, (1, "B"): 0}),
            ("retention_rate", {(0, "A"): 0, (0, "B"): 0, (1, "A"): 100}),
        ):
            with self.subTest(code):
                self.assertEqual(self._figures(code), expected)

    def test_the_records_behind_are_those_counted(self):
        self.assertEqual(self._records("churned_customers", FEBRUARY, self.segment), self.second)
        self.assertEqual(self._records("churned_customers", FEBRUARY, self.other), self.third)
        self.assertEqual(self._records("retained_customers", MARCH, self.segment), self.first)

    def _plan(self, customer, deadline, done=None):
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": customer.id,
                "crm_is_follow_up": True,
                "date_deadline": deadline,
                "user_id": self.user_own.id,
            }
        )
        if done:
            with freeze_time(f"{done} 04:00:00"):
                activity.action_feedback()
                activity.flush_recordset()
        return activity

    def test_follow_ups_count_for_the_customer_they_stand_on(self):
        self._plan(self.first, "2026-02-10", "2026-02-10")
        late = self._plan(self.second, "2026-02-11", "2026-02-12")
        contact = self.env["res.partner"].create({"name": "Wang", "parent_id": self.first.id})
        self._plan(contact, "2026-02-12", "2026-02-12")
        open_one = self._plan(self.third, "2026-02-13")
        self._plan(self.customers[5], "2026-02-13", "2026-02-13")  # of no segment
        figures = self._figures("follow_up_on_time")
        self.assertEqual(figures[0, "B"], 0)
        self.assertAlmostEqual(figures[0, "A"], 200 / 3)
        records = self._records("follow_up_on_time", FEBRUARY, self.segment)
        self.assertEqual(len(records), 3)
        self.assertIn(late, records)
        self.assertNotIn(open_one, records)

    def test_next_steps_count_for_the_customer_of_the_interaction(self):
        with freeze_time("2026-02-01 02:00:00"):
            self.env["crm.customer.interaction"].create(
                {
                    "partner_id": self.third.id,
                    "company_id": self.company.id,
                    "date": "2026-02-01 02:00:00",
                    "next_step": "Call again",
                    "next_step_date": "2026-02-20",
                }
            )
        self.assertEqual(self._figures("follow_up_on_time"), {(0, "B"): 0})

    def test_completeness_is_that_of_the_members_now(self):
        self.first.write({"phone": "1", "vat": "CN1"})
        self.third.email = "third@third.example.com"
        # first: phone and tax ID, third: mail, of six parts each
        figures = self._figures("completeness", (JANUARY, MARCH))
        self.assertEqual(set(figures), {(1, "A"), (1, "B")})
        self.assertAlmostEqual(figures[1, "A"], (2 + 1) / 12 * 100)
        self.assertAlmostEqual(figures[1, "B"], 1 / 6 * 100)
        self.assertEqual(
            self._records("completeness", MARCH, self.segment), self.first + self.third
        )

    def test_one_query_however_many_segments_and_windows(self):
        self._plan(self.first, "2026-02-10", "2026-02-10")
        for code in ("new_customers", "retention_rate", "follow_up_on_time", "completeness"):
            kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
            counts = set()
            for windows in ([MARCH], [FEBRUARY, MARCH, JANUARY]):
                for keys in (self.keys[:1], self.keys):
                    kpi._get_figures(windows, self.company, "segment", keys)
                    before = self.cr.sql_log_count
                    kpi._get_figures(windows, self.company, "segment", keys)
                    counts.add(self.cr.sql_log_count - before)
            with self.subTest(code):
                self.assertEqual(len(counts), 1)

    def test_goals_of_segments(self):
        goal = self.env["crm.kpi.goal"].create(
            {
                "kpi_id": self.env.ref("crm_customer.crm_kpi_churned_customers").id,
                "company_id": self.company.id,
                "breakdown": "segment",
                "segment_id": self.segment.id,
                "period": "month",
                "date_start": "2026-02-01",
                "target": 0,
            }
        )
        self.assertEqual(goal.value, 1)
