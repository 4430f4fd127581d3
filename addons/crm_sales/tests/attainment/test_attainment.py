from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..plan.common import PlanCommon


@tagged("post_install", "-at_install")
class TestAttainment(PlanCommon):
    """Three persons, 400 each in 2026, 100 a month; it is Monday, 16 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.workday"].search([("company_id", "=", cls.house.id)]).unlink()
        cls.plan = cls._draft(cls._create_plan())
        cls.Rows = cls.env["crm.sales.attainment"]

    def _row(self, user=None, period="year", start="2026-01-01", team=None):
        breakdown = "user" if user else "team" if team else "company"
        domain = [("plan_id", "=", self.plan.id), ("breakdown", "=", breakdown)]
        if user:
            domain += [("user_id", "=", user.id)]
        if team:
            domain += [("team_id", "=", team.id)]
        return self.Rows.search([*domain, ("period", "=", period), ("date_start", "=", start)])

    def test_each_scope_has_a_row_of_each_period_that_has_begun(self):
        self._approve(self.plan)
        rows = self.Rows.search([("plan_id", "=", self.plan.id)])
        # company, two teams, three persons; the year, a quarter, three months
        self.assertEqual(len(rows), 6 * 5)

    def test_targets_and_actuals_by_hand(self):
        self._create_order("2026-01-12", 30)
        self._create_order("2026-03-02", 50)
        self._create_order("2026-03-03", 25, self.other, self.south)
        self._approve(self.plan)
        row = self._row(self.seller)
        self.assertEqual((row.target, row.actual, row.record_count), (400, 80, 2))
        self.assertEqual((row.attainment, row.gap), (20, 320))
        self.assertEqual(self._row(self.seller, "month", "2026-03-01").actual, 50)
        self.assertEqual(self._row(self.seller, "month", "2026-02-01").status, "missed")
        self.assertEqual(self._row(team=self.south).actual, 25)
        company = self._row()
        self.assertEqual((company.target, company.actual), (1200, 105))

    def test_what_is_due_goes_by_working_days(self):
        self._approve(self.plan)
        # 100 + 100, and of March's 22 working days the ten from the 2nd to the 13th
        calendar = self.env["crm.workday"]._compiled(self.house)
        done = calendar.working_days_between(date(2026, 2, 28), date(2026, 3, 15))
        total = calendar.working_days_between(date(2026, 2, 28), date(2026, 3, 31))
        self.assertEqual((done, total), (10, 22))
        row = self._row()
        self.assertAlmostEqual(row.due, 200 + 100 * 10 / 22, 2)
        self.assertEqual(row.status, "at_risk")
        self.assertIn("at risk", row.reason)

    def test_an_order_more_is_seen_after_a_refresh(self):
        self._approve(self.plan)
        self._create_order("2026-03-02", 500)
        self._row().with_user(self.head).action_refresh()
        self.assertEqual(
            (self._row(self.seller).actual, self._row(self.seller).status), (500, "reached")
        )
        self.assertEqual(self._row(self.seller).gap, 0)

    def test_twice_changes_nothing(self):
        self._create_order("2026-03-02", 500)
        self._approve(self.plan)
        rows = self.Rows.search([("plan_id", "=", self.plan.id)], order="id")
        before = rows.read()
        self.Rows.sudo()._refresh(self.plan.sudo())
        self.assertEqual(
            self.Rows.search([("plan_id", "=", self.plan.id)], order="id").read(), before
        )

    def test_the_projection_needs_five_months(self):
        self._create_order("2026-01-12", 30)
        self._approve(self.plan)
        self.assertFalse(self._row().is_projected)
        self.assertEqual(self._row().projection_text, "too few months to say")

    def test_the_projection_goes_on_as_the_months_did(self):
        for month in range(3, 13):
            self._create_order(f"2025-{month:02}-10", 100 if month % 2 else 140)
        for month in (1, 2):
            self._create_order(f"2026-{month:02}-10", 120)
        self._approve(self.plan)
        row = self._row()
        self.assertTrue(row.is_projected)
        # 120 a month on average: 240 so far, and what is to come of 1200 in months of 100
        left = (1200 - row.due) / 100
        self.assertAlmostEqual(row.projected, 240 + 120 * left, delta=0.02)
        self.assertLess(row.projected_low, row.projected)
        self.assertGreater(row.projected_high, row.projected)

    def test_the_deals_that_would_close_the_gap(self):
        leads = self.env["crm.lead"]
        for revenue, chance, day in (
            (200, 80, "2026-04-01"),
            (300, 50, False),
            (900, 10, "2027-02-01"),
        ):
            lead = self._create_lead(
                expected_revenue=revenue,
                date_deadline=day,
                company_id=self.house.id,
                team_id=self.north.id,
                stage_id=False,
            )
            lead.probability = chance
            leads |= lead
        self._approve(self.plan)
        row = self._row(self.seller)
        # the one of next year does not count
        self.assertEqual((row.gap, row.closing_count, row.closing_amount), (400, 2, 500))
        self.assertEqual(row.pipeline, 160 + 150)
        action = row.with_user(self.seller).action_open_deals()
        self.assertEqual(leads.search(action["domain"]), leads[:2].sorted(leads._order))
        self.assertIn("likeliest", row.closing_text)

    def test_a_shared_deal_counts_by_its_share(self):
        lead = self._create_lead(
            expected_revenue=1000,
            company_id=self.house.id,
            team_id=self.north.id,
            stage_id=False,
            crm_share_ids=[
                (0, 0, {"user_id": self.seller.id, "percent": 25}),
                (0, 0, {"user_id": self.other.id, "percent": 75}),
            ],
        )
        lead.probability = 50
        self._approve(self.plan)
        self.assertEqual(self._row(self.seller).pipeline, 125)
        self.assertEqual(self._row(self.other).pipeline, 375)
        self.assertEqual(self._row().pipeline, 500)
        self.assertEqual(self._row().closing_count, 1)

    def test_by_category_the_lines_of_an_order_count_apart(self):
        category = self.env["product.category"].create({"name": "Robots"})
        self.product.categ_id = self.env["product.category"].create({"name": "Parts"})
        robot = self.env["product.product"].create({"name": "Robot", "categ_id": category.id})
        self._create_order(
            "2026-02-02",
            0,
            order_line=[
                (0, 0, {"product_id": self.product.id, "price_unit": 40, "tax_ids": False}),
                (0, 0, {"product_id": robot.id, "price_unit": 60, "tax_ids": False}),
            ],
        )
        plan = self._create_plan(dimension="category")
        self._draft(plan, target=2400)
        self._approve(plan)
        rows = self.Rows.search(
            [
                ("plan_id", "=", plan.id),
                ("user_id", "=", self.seller.id),
                ("period", "=", "year"),
            ]
        )
        actuals = {row.category_id: row.actual for row in rows}
        self.assertEqual(actuals, {category.browse(): 100, category: 60, self.product.categ_id: 40})

    def test_a_revision_takes_the_rows_over(self):
        self._approve(self.plan)
        draft = self.env["crm.sales.plan"].browse(self.plan.action_revise()["res_id"])
        draft = draft.with_user(self.sales_manager)
        draft.grid_set_target(2400)
        self._approve(draft)
        self.assertFalse(self.Rows.search([("plan_id", "=", self.plan.id)]))
        self.assertTrue(self.Rows.search([("plan_id", "=", draft.id)]))

    def test_each_level_sees_what_it_reaches(self):
        self._approve(self.plan)
        domain = [("plan_id", "=", self.plan.id), ("period", "=", "year")]
        seen = {
            user: self.Rows.with_user(user).search(domain).sudo().mapped("display_name")
            for user in (self.seller, self.leader, self.head)
        }
        self.assertEqual(len(seen[self.seller]), 1)
        self.assertEqual(len(seen[self.leader]), 3)
        self.assertEqual(len(seen[self.head]), 6)
        with self.assertRaises(AccessError):
            self._row(self.mate).with_user(self.seller).action_open_deals()

    def test_nobody_writes_it(self):
        self._approve(self.plan)
        with self.assertRaises(AccessError):
            self._row().with_user(self.sales_manager).write({"actual": 5})

    def test_the_page_opens_with_fresh_figures(self):
        self._approve(self.plan)
        self.Rows.search([("plan_id", "=", self.plan.id)]).date_refreshed = "2026-03-15 00:00:00"
        self._create_order("2026-03-02", 500)
        action = self.Rows.with_user(self.seller).open_page()
        self.assertIn("search_default_mine", action["context"])
        self.assertEqual(self._row(self.seller).actual, 500)

    def test_as_many_queries_for_many_persons(self):
        def count(number):
            users = self._create_users(
                {f"many_{number}_{n}": "sales_team.group_sale_salesman" for n in range(number)}
            )
            plan = self.env["crm.sales.plan"].create(
                {"name": f"{number}", "kpi_id": self.kpi.id, "company_id": self.house.id}
            )
            self.env["crm.sales.plan.line"].create(
                [
                    {
                        "plan_id": plan.id,
                        "date": day,
                        "team_id": self.north.id,
                        "user_id": user.id,
                        "amount": 100,
                    }
                    for user in users
                    for day in plan._get_months()
                ]
            )
            self.Rows._refresh(plan)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.Rows._refresh(plan)
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(100), count(10))


@tagged("post_install", "-at_install")
class TestSalesKpi(PlanCommon):
    def _figure(self, code, breakdown="company", period=None):
        kpi = self.env.ref(f"crm_sales.crm_kpi_sales_{code}")
        period = period or Period(date(2026, 3, 1), date(2026, 3, 31))
        figures = kpi._get_figures([period], self.house, breakdown)
        return {key: round(value, 4) for (_place, key), (value, _count) in figures.items()}

    def test_discounts_are_weighted_by_revenue(self):
        for amount, discount, user in ((1000, 10, self.seller), (100, 50, self.other)):
            order = self._create_order("2026-03-02", amount, user)
            order.order_line.discount = discount
        # 100 + 50 of 1100
        self.assertEqual(self._figure("discount"), {False: round(15000 / 1100, 4)})
        self.assertEqual(self._figure("discount", "user"), {self.seller.id: 10, self.other.id: 50})

    def test_a_line_for_nothing_is_a_discount_of_all(self):
        order = self._create_order("2026-03-02", 100)
        order.order_line.discount = 100
        self.assertEqual(self._figure("discount"), {False: 100})

    def test_quota_attainment_by_hand(self):
        self._approve(self._draft(self._create_plan()))
        self._create_order("2026-03-02", 50)
        self.assertEqual(self._figure("quota"), {False: 50})
        month = Period(date(2026, 3, 1), date(2026, 3, 31))
        share = self._cells(
            self.env["crm.sales.plan"].search(
                [("state", "=", "approved"), ("company_id", "=", self.house.id)]
            ),
            self.seller,
            3,
        ).amount
        self.assertEqual(
            self._figure("quota", "user", month)[self.seller.id], round(5000 / share, 4)
        )

    def test_of_a_month_that_has_begun_its_days_count(self):
        self._approve(self._draft(self._create_plan()))
        self._create_order("2026-02-02", 50)
        half = Period(date(2026, 2, 1), date(2026, 2, 14))
        self.assertEqual(self._figure("quota", period=half), {False: 100})

    def test_the_response_to_a_lead_is_its_first_message_that_is_no_note(self):
        lead = self._create_lead(company_id=self.house.id, team_id=self.north.id, stage_id=False)
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2026-03-02 09:00:00' WHERE id = %s", (lead.id,)
        )
        as_seller = lead.with_user(self.seller)
        note = as_seller.message_post(body="Hm", subtype_xmlid="mail.mt_note")
        answer = as_seller.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        note.sudo().date, answer.sudo().date = "2026-03-02 10:00:00", "2026-03-02 12:00:00"
        self.env.flush_all()
        self.assertEqual(self._figure("lead_response", "user"), {self.seller.id: 3})
