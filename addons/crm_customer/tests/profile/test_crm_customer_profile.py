from datetime import date

from odoo.tests import freeze_time, tagged

from .common import ProfileCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 04:00:00")
class TestCrmCustomerProfile(ProfileCommon):
    def test_orders_are_counted_by_hand(self):
        self._create_order(amount=1000, date="2025-07-15 15:59:00")
        self._create_order(amount=200, date="2025-07-15 16:00:00")
        self._create_order(amount=300, date="2026-07-01 01:00:00")
        self._refresh_queue()
        profile = self._get_profile()
        # in Shanghai: 15 July 2025 (a year ago, outside), 16 July 2025, 1 July 2026
        self.assertEqual(profile.first_order_date, date(2025, 7, 15))
        self.assertEqual(profile.last_order_date, date(2026, 7, 1))
        self.assertEqual(profile.order_count, 3)
        self.assertEqual(profile.revenue_total, 1500)
        self.assertEqual(profile.revenue_12m, 500)
        self.assertEqual(profile.order_average, 500)
        # 351 days from the first order to the last, two gaps
        self.assertEqual(profile.order_interval, 175.5)
        self.assertEqual(profile.lifecycle, "customer")
        self.assertEqual(profile.currency_id, self.env.company.currency_id)

    def test_quotations_and_cancelled_orders_are_no_facts(self):
        order = self._create_order()
        self.env["sale.order"].create({"partner_id": self.customer.id})
        order._action_cancel()
        self._refresh_queue()
        self.assertFalse(self._get_profile().order_count)

    def test_order_in_foreign_currency_counts_by_its_rate(self):
        usd = self.env.ref("base.USD")
        cny = self.env.ref("base.CNY")
        (usd | cny).active = True
        company = self.env["res.company"].create({"name": "Shanghai", "currency_id": cny.id})
        usd.rate_ids.create(
            {"currency_id": usd.id, "company_id": company.id, "name": "2026-01-01", "rate": 0.125}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "USD", "currency_id": usd.id, "company_id": company.id}
        )
        order = self._create_order(amount=10, company_id=company.id, pricelist_id=pricelist.id)
        order.order_line.price_unit = 10
        self._refresh_queue()
        profile = self._get_profile(company=company)
        self.assertEqual(order.currency_id, usd)
        self.assertEqual(profile.currency_id, cny)
        self.assertEqual(profile.revenue_total, 80)

    def test_companies_have_rows_of_their_own(self):
        self._create_order(amount=100)
        self._create_order(amount=70, company_id=self.company_b.id)
        self._refresh_queue()
        self.assertEqual(self._get_profile().revenue_total, 100)
        self.assertEqual(self._get_profile(company=self.company_b).revenue_total, 70)

    def test_orders_of_contacts_count_for_their_company(self):
        contact = self._create_customer("Li Lei", parent_id=self.customer.id, is_company=False)
        self._create_order(contact, amount=40)
        self._create_order(amount=60)
        self._refresh_queue()
        self.assertEqual(self._get_profile().revenue_total, 100)
        self.assertFalse(self._get_profile(contact))

    def test_open_leads_and_opportunities_are_counted(self):
        self._create_lead(lead_type="lead", expected_revenue=5)
        self._create_lead(expected_revenue=1000)
        self._create_lead(expected_revenue=500)
        self._create_lead(expected_revenue=70).action_set_lost()
        self._create_lead(expected_revenue=90).action_set_won()
        self._refresh_queue()
        profile = self._get_profile()
        self.assertEqual(profile.open_lead_count, 1)
        self.assertEqual(profile.open_opportunity_count, 2)
        self.assertEqual(profile.open_opportunity_amount, 1500)
        self.assertEqual(profile.lifecycle, "lead")

    def _assert_open_opportunities(self, here, in_b):
        self._refresh_queue()
        self.assertEqual(self._get_profile().open_opportunity_count, here)
        self.assertEqual(self._get_profile(company=self.company_b).open_opportunity_count, in_b)

    def test_lead_without_company_counts_once(self):
        seller = self._create_user("seller_b", "sales_team.group_sale_salesman")
        seller.write({"company_ids": [self.company_b.id], "company_id": self.company_b.id})
        nobody = {"user_id": False, "team_id": False, "company_id": False}
        lead = self._create_lead()
        lead.write(nobody)
        # nobody's: in the oldest company
        self._assert_open_opportunities(1, 0)
        lead.write(nobody | {"user_id": seller.id})
        self._assert_open_opportunities(0, 1)
        # a customer of one company has leads there alone
        self.customer.company_id = self.env.company
        self._assert_open_opportunities(1, 0)

    def test_interactions_are_counted_with_the_day_of_the_last(self):
        interactions = self.env["crm.customer.interaction"]
        for moment in ("2026-06-01 02:00:00", "2026-07-01 17:00:00"):
            interactions.create({"partner_id": self.customer.id, "kind": "call", "date": moment})
        self._refresh_queue()
        self.assertEqual(self._get_profile().interaction_count, 2)
        # already the next day in Shanghai
        self.assertEqual(self._get_profile().last_interaction_date, date(2026, 7, 2))
        self.assertEqual(self.customer.crm_last_interaction_date, date(2026, 7, 2))

    def test_row_goes_with_its_last_fact(self):
        lead = self._create_lead()
        self._refresh_queue()
        self.assertTrue(self._get_profile())
        lead.unlink()
        self._refresh_queue()
        self.assertFalse(self._get_profile())

    def test_facts_follow_a_contact_to_its_new_company(self):
        other = self._create_customer("Other Trading")
        contact = self._create_customer("Li Lei", parent_id=self.customer.id, is_company=False)
        self._create_order(contact, amount=40)
        self._refresh_queue()
        contact.parent_id = other
        self._refresh_queue()
        self.assertFalse(self._get_profile())
        self.assertEqual(self._get_profile(other).revenue_total, 40)

    def test_unchanged_rows_are_not_written(self):
        self._create_order()
        self._refresh_queue()
        self.env.cr.execute("SELECT xmin::text, ctid::text FROM crm_customer_profile")
        before = sorted(self.env.cr.fetchall())
        self.Profile._queue_all()
        self._refresh_queue()
        self.env.cr.execute("SELECT xmin::text, ctid::text FROM crm_customer_profile")
        self.assertEqual(sorted(self.env.cr.fetchall()), before)

    def test_row_opens_its_customer(self):
        self._create_order()
        self._refresh_queue()
        action = self._get_profile().action_open_customer()
        self.assertEqual(action["res_id"], self.customer.id)
