import random
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...tools.segment.rfm import (
    classify,
    parse_limits,
    quantile_limits,
    score_above,
    score_from,
    score_within,
)
from .common import NOW, TODAY, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerRfm(SegmentCommon):
    def _refresh(self, company=None):
        return self.Rfm._refresh_company(company or self.company)

    def _rows(self, company=None):
        """Return ``{partner id: (last, frequency, monetary, "RFM", class code)}``."""
        rows = self.Rfm.sudo().search([("company_id", "=", (company or self.company).id)])
        return {
            row.partner_id.id: (
                row.date_last,
                row.frequency,
                row.monetary,
                f"{row.r_score}{row.f_score}{row.m_score}",
                row.class_id.code,
            )
            for row in rows
        }

    def test_an_example_worked_by_hand(self):
        """Six customers; fifths begin at the 2nd, 3rd, 4th and 5th of the sorted values.

        Last days 10 20 30 40 50 60: limits are 50, 40, 30, 20 days ago. Numbers 1 1 1 1 2 5:
        limits 1 1 1 2, so that 2 exceeds three of them, 5 all, and 1 none. Amounts
        100 100 200 300 1000 5000: limits 100 200 300 1000.
        """
        first, second, third, fourth, fifth, sixth = self.customers
        for amount, age in ((1000, 10), (1000, 90), (1000, 91), (1000, 92), (1000, 93)):
            self._create_order(first, age, amount)
        self._create_order(second, 20, 500)
        self._create_order(second, 200, 500)
        self._create_order(third, 30, 300)
        self._create_order(fourth, 40, 200)
        self._create_order(fifth, 50, 100)
        self._create_order(sixth, 60, 100)
        self._refresh()
        scores = {key: row[3:] for key, row in self._rows().items()}
        self.assertEqual(
            scores,
            {
                first.id: ("555", "champion"),
                second.id: ("444", "champion"),
                third.id: ("313", "attention"),
                fourth.id: ("212", "sleeping"),
                fifth.id: ("111", "lost"),
                sixth.id: ("111", "lost"),
            },
        )

    def test_only_confirmed_orders_of_the_window_count(self):
        customer = self.customers[0]
        self._create_order(customer, 10, 100)
        self._create_order(customer, 5, 900, state="cancel")
        self._create_order(customer, 5, 900, state="draft")
        self._create_order(customer, 731, 900)
        self._create_order(self.customers[1], 900, 900)
        self._refresh()
        last = TODAY - timedelta(days=10)
        self.assertEqual(
            {key: row[:3] for key, row in self._rows().items()}, {customer.id: (last, 1, 100)}
        )
        self.company.crm_rfm_months = 0
        self._refresh()
        self.assertEqual(self._rows()[customer.id][1:3], (2, 1000))
        self.assertIn(self.customers[1].id, self._rows())

    def test_contacts_buy_for_their_company_and_rates_convert(self):
        customer = self.customers[0]
        contact = self.env["res.partner"].create({"name": "Wang", "parent_id": customer.id})
        self._create_order(customer, 10, 100)
        self._create_order(contact, 3, 50, rate=0.5)
        self._refresh()
        self.assertEqual(
            {key: row[:3] for key, row in self._rows().items()},
            {customer.id: (TODAY - timedelta(days=3), 2, 200)},
        )

    def test_several_contacts_buy_for_a_company_that_bought_nothing_itself(self):
        customer, other = self.customers[:2]
        contacts = self.env["res.partner"].create(
            [{"name": name, "parent_id": customer.id} for name in ("Wang", "Li")]
        )
        for contact, age in zip(contacts, (10, 3), strict=True):
            self._create_order(contact, age, 50)
        self._create_order(other, 5, 70)
        self._refresh()
        self.assertEqual(
            {key: row[:3] for key, row in self._rows().items()},
            {
                customer.id: (TODAY - timedelta(days=3), 2, 100),
                other.id: (TODAY - timedelta(days=5), 1, 70),
            },
        )

    def test_the_day_is_that_of_the_company(self):
        self._create_order(self.customers[0], 1, 100)
        self.env.cr.execute(
            "UPDATE sale_order SET date_order = '2026-03-02 17:00' WHERE partner_id = %s",
            (self.customers[0].id,),
        )
        self._refresh()
        row = self.Rfm.search([("partner_id", "=", self.customers[0].id)])
        self.assertEqual((str(row.date_last), row.recency), ("2026-03-03", 1))

    def test_refunds_subtract_and_are_no_purchase(self):
        self.company.crm_rfm_source = "invoice"
        journal = self.env["account.journal"].create(
            {"name": "Sales", "code": "RFM", "type": "sale", "company_id": self.company.id}
        )
        customer = self.customers[0]
        for kind, amount, age, state in (
            ("out_invoice", 1000, 20, "posted"),
            ("out_invoice", 500, 10, "posted"),
            ("out_refund", -300, 2, "posted"),
            ("out_invoice", 7000, 1, "cancel"),
        ):
            self.env.cr.execute(
                """
                INSERT INTO account_move (
                       move_type, state, partner_id, commercial_partner_id, company_id,
                       journal_id, currency_id, date, invoice_date, amount_untaxed_signed,
                       auto_post, name)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'no', %s)
                """,
                (
                    kind,
                    state,
                    customer.id,
                    customer.id,
                    self.company.id,
                    journal.id,
                    self.company.currency_id.id,
                    TODAY - timedelta(days=age),
                    TODAY - timedelta(days=age),
                    amount,
                    f"{kind}-{age}",
                ),
            )
        self._refresh()
        self.assertEqual(
            {key: row[:3] for key, row in self._rows().items()},
            {customer.id: (TODAY - timedelta(days=10), 2, 1200)},
        )

    def test_companies_are_scored_apart(self):
        self.customers[0].company_id = False
        self._create_order(self.customers[0], 10, 100)
        self._create_order(self.customers[0], 20, 900, company=self.company_b)
        self._refresh()
        self.assertFalse(self._rows(self.company_b))
        self._refresh(self.company_b)
        self.assertEqual(self._rows()[self.customers[0].id][2], 100)
        self.assertEqual(self._rows(self.company_b)[self.customers[0].id][2], 900)

    def test_a_second_refresh_writes_nothing_and_a_new_order_one_row(self):
        self.company.crm_rfm_scoring = "limits"
        for place, customer in enumerate(self.customers):
            self._create_order(customer, 10 + place, 100)
        self.assertEqual(self._refresh(), (6, 0))
        self.assertEqual(self._refresh(), (0, 0))
        self._create_order(self.customers[0], 1, 100)
        self.assertEqual(self._refresh(), (1, 0))
        self.env.cr.execute("DELETE FROM sale_order WHERE partner_id = %s", self.customers[1].ids)
        self.assertEqual(self._refresh(), (0, 1))

    def test_scores_equal_a_rebuild_in_python(self):
        dice = random.Random(20260304)
        customers = self._create_customers(150, prefix="Random")
        orders = [
            (dice.choice(customers), dice.randrange(900), dice.choice((50, 100, 100, 2500, 40000)))
            for _number in range(600)
        ]
        for order in orders:
            self._create_order(*order)
        for scheme in ("classic", "value"):
            for scoring in ("quantile", "limits"):
                self.company.write({"crm_rfm_scheme": scheme, "crm_rfm_scoring": scoring})
                self._refresh()
                self.assertEqual(self._rows(), self._rebuild(orders, scheme, scoring))

    def _rebuild(self, orders, scheme, scoring):
        oldest = (TODAY - (TODAY - relativedelta(months=24))).days
        ages, counts, sums = {}, {}, {}
        for customer, age, amount in orders:
            if age <= oldest:
                key = customer.id
                ages[key] = min(age, ages.get(key, age))
                counts[key] = counts.get(key, 0) + 1
                sums[key] = sums.get(key, 0) + amount
        rows = {}
        for key, age in ages.items():
            if scoring == "quantile":
                scores = (
                    score_above(-age, quantile_limits(-other for other in ages.values())),
                    score_above(counts[key], quantile_limits(counts.values())),
                    score_above(sums[key], quantile_limits(sums.values())),
                )
            else:
                company = self.company
                scores = (
                    score_within(age, parse_limits(company.crm_rfm_recency_limits)),
                    score_from(counts[key], parse_limits(company.crm_rfm_frequency_limits)),
                    score_from(sums[key], parse_limits(company.crm_rfm_monetary_limits)),
                )
            rows[key] = (
                TODAY - timedelta(days=age),
                counts[key],
                sums[key],
                "".join(map(str, scores)),
                classify(scheme, *scores),
            )
        return rows

    def test_unreadable_limits_are_refused_by_name(self):
        with self.assertRaisesRegex(ValidationError, "Recency Limits.*four rising numbers"):
            self.company.crm_rfm_recency_limits = "30, 20"

    def test_a_changed_setting_has_the_scores_computed_anew(self):
        self.company.crm_rfm_is_due = False
        self.company.crm_rfm_months = 12
        self.assertTrue(self.company.crm_rfm_is_due)

    def test_the_segments_of_the_used_scheme_are_shown(self):
        champions = self.env.ref("crm_customer.crm_customer_segment_rfm_champion")
        key_value = self.env.ref("crm_customer.crm_customer_segment_rfm_key_value")
        self.assertEqual((champions.active, key_value.active), (True, False))
        self.company.crm_rfm_scheme = "value"
        self.assertEqual((champions.active, key_value.active), (True, True))
        self.env["res.company"].search([]).write({"crm_rfm_scheme": "value"})
        self.assertEqual((champions.active, key_value.active), (False, True))
