from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiGoal(KpiCommon):
    def test_defaults_of_the_form(self):
        with Form(self.Goal.with_user(self.user_team)) as form:
            form.kpi_id = self.interactions
            form.target = 5
        goal = form.record
        self.assertEqual(goal.user_id, self.user_team)
        self.assertEqual(goal.company_id, self.company)
        self.assertEqual(goal.name, f"Interactions, {self.user_team.name}, 2026-03")
        self.assertEqual((goal.date_start, goal.date_stop), (date(2026, 3, 1), date(2026, 3, 31)))

    def test_any_day_stands_for_its_period(self):
        for period, start, stop in (
            ("day", "2026-03-04", "2026-03-04"),
            ("week", "2026-03-02", "2026-03-08"),
            ("quarter", "2026-01-01", "2026-03-31"),
            ("half_year", "2026-01-01", "2026-06-30"),
            ("year", "2026-01-01", "2026-12-31"),
        ):
            goal = self._create_goal(period=period)
            self.assertEqual(str(goal.date_start), start)
            self.assertEqual(str(goal.date_stop), stop)

    def test_weeks_and_fiscal_years_are_those_of_the_company(self):
        self.company.write({"crm_week_start": "6"})
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        week = self._create_goal(period="week").with_context(lang="zh_CN")
        self.assertEqual(week.date_start, date(2026, 3, 1))
        year = self._create_goal(period="fiscal_year")
        self.assertEqual((year.date_start, year.date_stop), (date(2025, 7, 1), date(2026, 6, 30)))

    def test_today_is_by_the_clock_of_the_company(self):
        with freeze_time("2026-03-31 16:30:00"):  # 1 April in Shanghai
            self.assertEqual(self.company._crm_today(), date(2026, 4, 1))
            goal = self.Goal.with_company(self.company).new({})
            self.assertEqual(goal.date_start, date(2026, 4, 1))

    def test_where_it_stands_by_hand(self):
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        goal = self._create_goal()
        # Monday and Tuesday are over: 2 of 22 working days
        self.assertEqual((goal.value, goal.target_to_date), (2, 2))
        self.assertEqual(goal.status, "on_track")
        self.assertAlmostEqual(goal.attainment, 100 * 2 / 22, 1)
        goal.target = 44
        self.assertEqual((goal.target_to_date, goal.status), (4, "at_risk"))
        goal.target = 2
        self.assertEqual(goal.status, "reached")

    def test_make_up_days_and_holidays_shift_what_is_due(self):
        self.env["crm.workday"].create(
            [
                {"name": "Spring", "date": "2026-03-02", "company_id": self.company.id},
                {"name": "Make-up", "date": "2026-03-01", "company_id": self.company.id}
                | {"kind": "working"},
                {"name": "Make-up", "date": "2026-03-07", "company_id": self.company.id}
                | {"kind": "working"},
            ]
        )
        # Sunday and Tuesday of 23
        self.assertAlmostEqual(self._create_goal(target=23).target_to_date, 2)

    def test_missed_and_reached_after_the_end(self):
        self._record("2026-02-03 02:00:00")
        past = {"date_start": "2026-02-10"}
        self.assertEqual(self._create_goal(target=1, **past).status, "reached")
        self.assertEqual(self._create_goal(target=2, **past).status, "missed")

    def test_a_goal_of_the_future_has_no_data(self):
        goal = self._create_goal(date_start="2026-05-01")
        self.assertEqual(goal.status, "no_data")
        self.assertFalse(goal.is_projected)

    def test_figures_are_told_as_people_write_them(self):
        goal = self._create_goal(target=14)
        self.assertEqual(goal.target_text, "14")
        for unit, digits, value, text in (
            ("days", 0, 1, "1 day"),
            ("days", 0, 2, "2 days"),
            ("hours", 1, 1, "1 hour"),
            ("hours", 1, 1.5, "1.5 hours"),
            ("percent", 1, 90, "90.0 %"),
        ):
            goal.kpi_id.write({"unit": unit, "digits": digits})
            self.assertEqual(goal._format(value), text)

    def test_an_average_of_nothing_has_no_data(self):
        rate = self.env.ref("crm_customer.crm_kpi_follow_up_on_time")
        goal = self._create_goal(kpi_id=rate.id, target=90)
        self.assertEqual((goal.status, goal.value_text), ("no_data", "no data"))

    def test_a_rolling_goal_looks_back(self):
        self._record("2026-02-25 02:00:00", "2026-02-24 02:00:00", "2026-03-03 02:00:00")
        goal = self._create_goal(period="rolling", rolling_days=8, date_stop="2026-03-31", target=3)
        # 25 February to 4 March
        self.assertEqual(goal.value, 2)
        self.assertEqual(goal.date_start, date(2026, 3, 4))

    def test_probability_follows_the_pace(self):
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        likely, unlikely = self._create_goal(target=10), self._create_goal(target=60)
        self.assertTrue(likely.is_projected)
        self.assertGreater(likely.probability, 80)
        self.assertLess(unlikely.probability, 10)
        self.assertLess(likely.projected_low, likely.projected)
        self.assertIn("likely", likely.projection_text)

    def test_smart_hints_and_the_baseline_of_the_last_period(self):
        for month, count in ((9, 3), (10, 4), (11, 5), (12, 6)):
            self._record(*[f"2025-{month:02}-{day + 1:02} 02:00:00" for day in range(count)])
        self._record("2026-01-10 02:00:00", "2026-02-10 02:00:00", "2026-02-11 02:00:00")
        goal = self._create_goal()
        self.assertEqual(goal.history, [3, 4, 5, 6, 1, 2])
        self.assertFalse(goal.is_smart)
        self.assertIn("Enter a baseline", goal.smart_hints)
        # in order 1 2 3 4 5 6; place 0.9 * 5 = 4.5 lies between 5 and 6
        self.assertIn("did not come to 6", goal.smart_hints)
        goal.action_take_baseline()
        self.assertEqual((goal.baseline, goal.has_baseline), (2, True))
        goal.target = 5
        self.assertTrue(goal.is_smart)

    def test_without_history_there_is_no_baseline_to_take(self):
        with self.assertRaises(UserError):
            self._create_goal().action_take_baseline()

    def test_whom_it_is_measured_for(self):
        with self.assertRaises(ValidationError):
            self._create_goal(breakdown="team")
        with self.assertRaises(ValidationError):  # the KPI knows no product
            product = self.env["product.product"].create({"name": "Thing"})
            self._create_goal(breakdown="product", product_id=product.id)
        self._record("2026-03-02 02:00:00", "2026-03-03 02:00:00")
        self._record("2026-03-02 02:00:00", user=self.user_team)
        self._record("2026-03-02 02:00:00", user=self.user_all)
        self.assertEqual(self._create_goal(breakdown="company").value, 4)
        self.assertEqual(self._create_goal(breakdown="team", team_id=self.team.id).value, 3)

    def test_goals_by_product(self):
        order = self._order("2026-03-02 02:00:00", 70)
        kpi = self.Kpi.create(
            {
                "name": "Quantity",
                "code": "quantity",
                "measure": "sum",
                "measure_field": "price_subtotal",
                "model_name": "sale.order.line",
                "date_field": "create_date",
                "company_path": "company_id",
                "product_path": "product_id",
            }
        )
        goal = self._create_goal(
            kpi_id=kpi.id, breakdown="product", product_id=order.order_line.product_id.id
        )
        order.order_line.flush_recordset()
        self.env.cr.execute(
            "UPDATE sale_order_line SET create_date = '2026-03-02' WHERE order_id = %s",
            [order.id],
        )
        goal.action_refresh()
        self.assertEqual(goal.value, 70)

    def test_two_companies(self):
        self._record("2026-03-02 02:00:00", company_id=self.company_b.id)
        other = self._create_goal(company_id=self.company_b.id, breakdown="company")
        self.assertEqual(self._create_goal(breakdown="company").value, 0)
        self.assertEqual(other.value, 1)

    def test_parts_that_do_not_add_up_are_shown(self):
        whole = self._create_goal(breakdown="company", target=30)
        self.assertEqual((whole.child_count, whole.unassigned), (0, 0))
        self._create_goal(parent_id=whole.id, target=12)
        self._create_goal(parent_id=whole.id, target=10, user_id=self.user_team.id)
        self.assertEqual((whole.child_count, whole.unassigned), (2, 8))
        with self.assertRaises(ValidationError):
            whole.parent_id = whole.child_ids[0]
        with self.assertRaises(ValidationError):
            self._create_goal(
                kpi_id=self.env.ref("crm_customer.crm_kpi_revenue").id, parent_id=whole.id
            )

    def test_queries_are_the_same_for_10_and_100_goals(self):
        counts = []
        for number in (10, 100):
            goals = self.Goal.browse()
            for place in range(number):
                user = (self.user_own, self.user_team)[place % 2]
                goals |= self._create_goal(user_id=user.id, target=place)
            goals._refresh()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            goals._refresh()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 20)

    def test_figures_are_written_as_people_read_them(self):
        revenue = self.env.ref("crm_customer.crm_kpi_revenue")
        self.company.currency_id = self.env.ref("base.CNY")
        goal = self._create_goal(kpi_id=revenue.id, target=1234567)
        self.assertIn("1,234,567", goal.target_text)
        rate = self.env.ref("crm_customer.crm_kpi_retention_rate")
        self.assertEqual(self._create_goal(kpi_id=rate.id, target=87.5).target_text, "87.5 %")
