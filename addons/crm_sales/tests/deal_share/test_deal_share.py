from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..plan.common import PlanCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@tagged("post_install", "-at_install")
class TestDealShare(PlanCommon):
    def _shares(self, *parts):
        return [(0, 0, {"user_id": user.id, "percent": percent}) for user, percent in parts]

    def _figures(self, breakdown="user", kpi=None, period=MARCH):
        figures = (kpi or self.kpi)._get_figures([period], self.house, breakdown)
        return {key: value for (_place, key), (value, _count) in figures.items()}

    def _create_shared_lead(self, *parts):
        return self._create_lead(
            company_id=self.house.id,
            team_id=self.north.id,
            stage_id=False,
            crm_share_ids=self._shares(*parts),
        )

    def test_shares_are_a_hundred_percent_together(self):
        with self.assertRaisesRegex(ValidationError, "90"):
            self._create_shared_lead((self.seller, 60), (self.mate, 30))

    def test_shares_are_changed_together(self):
        lead = self._create_shared_lead((self.seller, 60), (self.mate, 40))
        first, second = lead.crm_share_ids
        lead.write(
            {"crm_share_ids": [(1, first.id, {"percent": 70}), (1, second.id, {"percent": 30})]}
        )
        with self.assertRaises(ValidationError):
            first.percent = 50
        with self.assertRaises(ValidationError):
            second.unlink()
        with self.assertRaises(ValidationError):
            first.with_context(crm_shares_later=True).percent = 50
        lead.crm_share_ids = [(5,)]
        self.assertFalse(lead.crm_share_ids)

    @mute_logger("odoo.sql_db")
    def test_a_person_has_one_share(self):
        with self.assertRaises(IntegrityError):
            self._create_shared_lead((self.seller, 50), (self.seller, 50))

    def test_a_quotation_takes_the_shares_of_its_opportunity(self):
        lead = self._create_shared_lead((self.seller, 60), (self.mate, 40))
        order = self._create_order("2026-03-02", 100, confirm=False, opportunity_id=lead.id)
        self.assertEqual(order.crm_share_ids.mapped("percent"), [60, 40])
        self.assertFalse(any(order.crm_share_ids.mapped("date_counted")))
        self.assertEqual(order.copy().crm_share_ids.mapped("percent"), [60, 40])

    def test_who_sees_no_shares_works_as_before(self):
        clerk = self._create_user(
            "share_clerk",
            "sales_team.group_sale_salesman_all_leads",
            company_id=self.house.id,
        )
        lead = self._create_shared_lead((self.seller, 60), (self.mate, 40))
        order = self._create_order("2026-03-02", 100, confirm=False, opportunity_id=lead.id)
        copy = order.with_user(clerk).copy()
        self.assertEqual(copy.sudo().crm_share_ids.mapped("percent"), [60, 40])
        copy.action_confirm()
        self.assertTrue(all(copy.sudo().crm_share_ids.mapped("date_counted")))
        self.assertEqual(
            lead.with_user(clerk).copy().sudo().crm_share_ids.user_id,
            lead.sudo().crm_share_ids.user_id,
        )

    def test_a_copy_of_an_order_of_nobodys_deal_has_no_shares(self):
        self.assertFalse(self._create_order("2026-03-02", 100).copy().crm_share_ids)

    def test_a_shared_order_counts_by_shares_to_the_cent(self):
        order = self._create_order(
            "2026-03-02",
            100.01,
            confirm=False,
            crm_share_ids=self._shares(
                (self.seller, 33.33), (self.mate, 33.33), (self.other, 33.34)
            ),
        )
        self.assertEqual(self._figures(), {})
        order.action_confirm()
        order.date_order = "2026-03-02 04:00:00"
        # 33.33 % of 100.01 are 33.333, up to the second 66.667, the rest 33.34
        self.assertEqual(
            self._figures(), {self.seller.id: 33.33, self.mate.id: 33.34, self.other.id: 33.34}
        )
        self.assertEqual(self._figures("company"), {False: 100.01})
        teams = self._figures("team")
        self.assertAlmostEqual(teams[self.north.id], 66.67)
        self.assertAlmostEqual(teams[self.south.id], 33.34)

    def test_without_shares_it_counts_for_the_salesperson(self):
        order = self._create_order("2026-03-02", 500)
        self.assertEqual(order.crm_share_ids.mapped("user_id"), self.seller)
        self.assertTrue(order.crm_share_ids.is_automatic)
        self.assertEqual(self._figures(), {self.seller.id: 500})

    def test_who_gets_the_order_later_gets_no_credit(self):
        order = self._create_order("2026-03-02", 500)
        order.write({"user_id": self.other.id, "team_id": self.south.id})
        self.assertEqual(self._figures(), {self.seller.id: 500})
        self.assertEqual(self._figures("team"), {self.north.id: 500})

    def test_who_changes_the_team_leaves_the_credit_there(self):
        self._create_order("2026-03-02", 500)
        self.north.member_ids -= self.seller
        self.south.member_ids += self.seller
        self._create_order("2026-03-03", 70, team=self.south)
        self.assertEqual(self._figures("team"), {self.north.id: 500, self.south.id: 70})
        self.assertEqual(self._figures(), {self.seller.id: 570})

    def test_what_is_cancelled_counts_for_nobody_and_is_credited_anew(self):
        order = self._create_order("2026-03-02", 500)
        order._action_cancel()
        self.assertEqual(self._figures(), {})
        order.action_draft()
        self.assertFalse(order.crm_share_ids)
        order.user_id = self.other
        order.action_confirm()
        order.date_order = "2026-03-02 04:00:00"
        self.assertEqual(self._figures(), {self.other.id: 500})

    def test_an_order_that_has_no_share_counts_for_whom_it_names(self):
        order = self._create_order("2026-03-02", 500)
        order.crm_share_ids.unlink()  # as one that was confirmed before the addon came
        self.assertEqual(self._figures(), {self.seller.id: 500})

    def test_another_currency_counts_by_the_rate_of_the_order(self):
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", self.house.currency_id.id)], limit=1)
        )
        currency.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.house.id,
                "name": "2026-01-01",
                "rate": 2,
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": currency.id, "company_id": self.house.id}
        )
        self._create_order("2026-03-02", 100, pricelist_id=pricelist.id)
        self.assertEqual(self._figures(), {self.seller.id: 50})

    def test_shares_of_a_confirmed_order_are_changed_by_managers_alone(self):
        order = self._create_order("2026-03-02", 500)
        change = {
            "crm_share_ids": [(5,), *self._shares((self.seller, 50), (self.mate, 50))],
        }
        with self.assertRaisesRegex(UserError, "confirmed"):
            order.with_user(self.seller).write(change)
        self.sales_manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order.with_user(self.sales_manager).write(change)
        self.assertEqual(self._figures(), {self.seller.id: 250, self.mate.id: 250})

    def test_the_figure_opens_its_orders(self):
        order = self._create_order("2026-03-02", 500)
        self._create_order("2026-03-02", 70, self.other, self.south)
        model, domain = self.kpi._get_records(MARCH, self.house, "user", [self.seller.id])
        self.assertEqual(self.env[model].search(domain), order)

    def test_invoices_count_by_the_shares_of_their_order(self):
        self.env["account.journal"].create(
            {"name": "Sales", "code": "PLS", "type": "sale", "company_id": self.house.id}
        )
        accounts = self.env["account.account"].with_company(self.house)
        income, receivable = accounts.create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Income", "PL400", "income"),
                    ("Receivable", "PL100", "asset_receivable"),
                )
            ]
        )
        self.product.with_company(self.house).property_account_income_id = income
        self.customer.with_company(self.house).property_account_receivable_id = receivable
        order = self._create_order(
            "2026-03-02",
            1000,
            confirm=False,
            crm_share_ids=self._shares((self.seller, 75), (self.other, 25)),
        )
        order.action_confirm()
        order.order_line.qty_delivered = 1
        invoice = order.with_company(self.house)._create_invoices()
        invoice.invoice_date = "2026-03-10"
        invoice.action_post()
        kpi = self.env.ref("crm_sales.crm_kpi_sales_invoiced")
        self.assertEqual(self._figures(kpi=kpi), {self.seller.id: 750, self.other.id: 250})
        model, domain = kpi._get_records(MARCH, self.house, "user", [self.other.id])
        self.assertEqual(self.env[model].search(domain), invoice)

    def test_confirming_more_orders_takes_no_more_queries_of_ours(self):
        def count(number):
            orders = self.env["sale.order"].union(
                *(self._create_order("2026-03-02", 10, confirm=False) for _n in range(number))
            )
            orders.write({"state": "sale"})
            self.env.flush_all()
            orders.write({"state": "draft"})
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            orders.state = "sale"
            orders._crm_count_shares()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertLessEqual(count(20), count(2) + 2)
