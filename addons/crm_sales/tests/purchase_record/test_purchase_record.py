from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PurchaseRecordCommon


@tagged("post_install", "-at_install")
class TestPurchaseRecord(PurchaseRecordCommon):
    def test_what_how_often_and_the_last_price(self):
        self._order("2025-01-10", quantity=2, price=100)
        self._order("2025-03-11", quantity=3, price=120, partner=self.contact, discount=10)
        self._order("2025-02-09", quantity=1, price=90)
        record = self._records()
        self.assertEqual(
            (record.product_id, record.order_count, record.quantity), (self.robot, 3, 6)
        )
        self.assertEqual(record.last_price, 108)
        self.assertEqual(
            (str(record.date_first), str(record.date_last)), ("2025-01-10", "2025-03-11")
        )
        self.assertEqual((record.interval, record.interval_average), (30, 30))
        self.assertEqual(str(record.date_next), "2025-04-10")

    def test_quotations_and_cancelled_orders_do_not_count(self):
        self._order("2025-01-10", state="draft")
        self._order("2025-01-11")._action_cancel()
        self.assertFalse(self._records())

    def test_a_dozen_is_twelve_pieces(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._order("2025-01-10", quantity=2, price=1200, product_uom_id=dozen.id)
        record = self._records()
        self.assertEqual((record.quantity, record.last_price), (24, 100))

    def test_discounts_of_the_whole_order_are_not_bought(self):
        order = self._order("2025-01-10")
        order.order_line = [
            Command.create({"product_id": self.gripper.id, "price_unit": -5, "tax_ids": False})
        ]
        self.assertEqual(self._records().product_id, self.robot)

    def test_the_past_counts_by_reference_or_name(self):
        self._past("2023-01-01", "QM6", quantity=2, amount=150, number="A1")
        self._past("2023-03-01", "Robot QM-6", number="A2")
        self._order("2025-01-10")
        record = self._records()
        self.assertEqual((record.order_count, record.quantity), (3, 4))
        self.assertEqual(str(record.date_first), "2023-01-01")

    def test_a_past_product_nobody_knows_is_kept_by_its_name(self):
        self._past("2023-01-01", "Old Loader")
        record = self._records()
        self.assertEqual((record.product_id.id, record.product_name), (False, "Old Loader"))
        self.assertIn("Old Loader", record.display_name)

    def test_two_lines_of_one_order_are_one_time(self):
        order = self._order("2025-01-10", quantity=1)
        order.order_line.copy({"order_id": order.id, "product_uom_qty": 4})
        record = self._records()
        self.assertEqual((record.order_count, record.quantity), (1, 5))

    def test_what_is_cancelled_later_is_gone(self):
        order = self._order("2025-01-10")
        self.assertTrue(self._records())
        order._action_cancel()
        self.assertFalse(self._records())

    def test_another_product_on_a_confirmed_order_moves_the_record(self):
        order = self._order("2025-01-10")
        self.assertEqual(self._records().product_id, self.robot)
        order.order_line.write({"product_id": self.gripper.id, "price_unit": 100})
        self.assertEqual(self._records().product_id, self.gripper)

    def test_each_company_has_its_own(self):
        self._order("2025-01-10")
        past = self._past("2023-01-01", "QM6", company_id=self.company_b.id)
        records = self._records()
        self.assertEqual(records.company_id, self.env.company | past.company_id)

    def test_who_has_not_bought_for_twice_the_interval_has_lapsed(self):
        for day in ("2025-01-10", "2025-02-09", "2025-03-11"):
            self._order(day)
        record = self._records()
        records = self.env["crm.sales.purchase.record"]
        for day, lapsed in (("2025-05-10", False), ("2025-05-11", True)):
            with self.subTest(day), freeze_time(f"{day} 04:00:00"):
                record.invalidate_recordset()
                self.assertEqual(record.is_lapsed, lapsed)
                found = records.search([("is_lapsed", "=", True), ("id", "=", record.id)])
                self.assertEqual(bool(found), lapsed)
        with freeze_time("2025-05-11 04:00:00"):
            record.invalidate_recordset()
            self.assertIn("every 30 days", record.note)
            self.assertIn("61 days ago", record.note)

    def test_a_quotation_of_what_is_usual_is_made(self):
        self._order("2025-01-10", quantity=2)
        self._order("2025-02-10", quantity=4)
        self._order("2025-02-10", product=self.gripper, quantity=1)
        records = self._records()
        action = records.with_user(self.seller).action_make_quotation()
        order = self.env["sale.order"].browse(action["res_id"])
        self.assertEqual(order.partner_id, self.customer)
        quantities = {line.product_id: line.product_uom_qty for line in order.order_line}
        self.assertEqual(quantities, {self.robot: 3, self.gripper: 1})

    def test_an_opportunity_is_made(self):
        for day in ("2025-01-10", "2025-02-09", "2025-03-11"):
            self._order(day)
        record = self._records().with_user(self.seller)
        lead = self.env["crm.lead"].browse(record.action_make_opportunity()["res_id"])
        self.assertEqual((lead.partner_id, lead.type), (self.customer, "opportunity"))
        self.assertIn("Robot QM-6", lead.name)
        self.assertEqual(str(lead.date_deadline), "2025-04-10")

    def test_a_product_of_old_makes_no_quotation(self):
        self._past("2023-01-01", "Old Loader")
        with self.assertRaises(UserError):
            self._records().with_user(self.seller).action_make_quotation()

    def test_merged_customers_have_one_record(self):
        twin = self._create_customer("Blue Sea Ltd")
        self._order("2025-01-10")
        self._order("2025-02-10", partner=twin)
        self._records()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        record = self._records()
        self.assertEqual((len(record), record.order_count), (1, 2))

    def test_an_import_that_is_undone_is_not_held_back_by_its_records(self):
        references = self.env["crm.customer.import"].create({"target": "purchase"})
        tables = {child for child, _column in references._find_references("res_partner")}
        self.assertNotIn("crm_sales_purchase_record", tables)

    def test_many_customers_take_as_many_queries_as_few(self):
        counts = []
        for number in (10, 100):
            partners = self.env["res.partner"].create(
                [{"name": f"Customer {n}", "is_company": True} for n in range(number)]
            )
            for partner in partners:
                self._order("2025-01-10", partner=partner)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["crm.customer.profile"]._refresh_partners(partners.ids)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
