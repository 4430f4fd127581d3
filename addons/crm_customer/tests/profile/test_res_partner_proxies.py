from odoo.tests import freeze_time, tagged, users

from .common import ProfileCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 04:00:00")
class TestResPartnerProxies(ProfileCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small = cls._create_customer("Small Buyer")
        cls.none = cls._create_customer("No Buyer")
        cls._create_order(amount=900)
        cls._create_order(cls.small, amount=100)
        cls._create_lead(cls.none, expected_revenue=50)
        cls._refresh_queue()
        cls.three = cls.customer | cls.small | cls.none
        cls.domain = [("id", "in", cls.three.ids)]

    @users("customer_own")
    def test_list_sorts_by_revenue(self):
        partners = self.env["res.partner"]
        self.assertEqual(
            partners.search(self.domain, order="crm_revenue_12m desc").ids,
            [self.customer.id, self.small.id, self.none.id],
        )
        self.assertEqual(
            partners.search(self.domain, order="crm_last_order_date desc, id").ids,
            [self.customer.id, self.small.id, self.none.id],
        )

    @users("customer_own")
    def test_search_finds_by_figure_stage_and_date(self):
        partners = self.env["res.partner"]
        cases = [
            ([("crm_revenue_12m", ">=", 900)], self.customer),
            ([("crm_order_count", "=", 0)], self.none),
            ([("crm_lifecycle", "=", "lead")], self.none),
            ([("crm_lifecycle", "!=", "lead")], self.customer | self.small),
            ([("crm_last_order_date", ">", "2026-05-31")], self.customer | self.small),
            ([("crm_last_order_date", "=", False)], self.none),
        ]
        for domain, expected in cases:
            with self.subTest(domain=domain):
                found = partners.search(self.domain + domain)
                self.assertEqual(set(found.ids), set(expected.ids))

    @users("customer_own")
    def test_groups_sum_by_stage_and_month(self):
        partners = self.env["res.partner"]
        groups = partners._read_group(
            self.domain, ["crm_lifecycle"], ["__count", "crm_revenue_12m:sum"]
        )
        self.assertEqual(
            {stage: (count, revenue) for stage, count, revenue in groups},
            {"customer": (2, 1000), "lead": (1, 0)},
        )
        months = partners._read_group(self.domain, ["crm_last_order_date:month"], ["__count"])
        self.assertEqual(sorted(count for _month, count in months), [1, 2])

    @users("customer_own")
    def test_totals_count_a_company_once_however_many_contacts(self):
        self._create_customer("Li Lei", parent_id=self.customer.id, is_company=False)
        total = self.env["res.partner"]._read_group(
            [("commercial_partner_id", "=", self.customer.id)],
            aggregates=["__count", "crm_revenue_12m:sum"],
        )
        self.assertEqual(total, [(2, 900)])

    @users("customer_own")
    def test_contact_shows_its_company(self):
        contact = self._create_customer("Li Lei", parent_id=self.customer.id, is_company=False)
        self.assertEqual(contact.with_env(self.env).crm_lifecycle, "customer")
        self.assertIn(
            contact.id,
            self.env["res.partner"]
            .search([("crm_revenue_12m", ">=", 900), ("parent_id", "=", self.customer.id)])
            .ids,
        )

    def test_figures_are_those_of_the_current_company(self):
        self._create_order(amount=70, company_id=self.company_b.id)
        self._refresh_queue()
        self.assertEqual(self.customer.crm_revenue_total, 900)
        in_b = self.customer.with_company(self.company_b)
        self.assertEqual(in_b.crm_revenue_total, 70)
        self.assertEqual(in_b.crm_currency_id, self.company_b.currency_id)
        found = (
            self.env["res.partner"]
            .with_company(self.company_b)
            .search([("crm_revenue_total", "=", 70)])
        )
        self.assertEqual(found, self.customer)

    def test_stages_without_customers_are_columns_too(self):
        groups = (
            self.env["res.partner"]
            .with_context(read_group_expand=True)
            .web_read_group(self.domain, ["crm_lifecycle"])["groups"]
        )
        self.assertEqual(len(groups), 6)

    def test_ten_and_a_hundred_partners_cost_the_same_queries(self):
        counts = []
        for size in (10, 100):
            partners = self.env["res.partner"].create(
                [{"name": f"Partner {number}"} for number in range(size)]
            )
            self._create_lead(partners[0])
            self.env.flush_all()
            self.Profile._flush_notes()
            self.env.invalidate_all()
            partners.mapped("commercial_partner_id")
            start = self.env.cr.sql_log_count
            partners.mapped("crm_revenue_12m")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 4)

    def test_marking_ten_and_a_hundred_costs_the_same_queries(self):
        counts = []
        for size in (10, 100):
            partners = self.env["res.partner"].create(
                [{"name": f"Partner {number}"} for number in range(size)]
            )
            self.env.flush_all()
            self.Profile._flush_notes()
            start = self.env.cr.sql_log_count
            self.Profile._touch(partners.ids)
            self.Profile._flush_notes()
            while self.Profile._refresh_batch():
                pass
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
