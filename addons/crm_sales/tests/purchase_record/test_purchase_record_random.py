import random
from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import PurchaseRecordCommon

OPERATIONS = 1000
# another way to the same figures: window functions and a percentile instead of the engine
REBUILD = """
WITH bought AS (
    SELECT partner.commercial_partner_id AS customer, o.company_id, line.product_id,
           NULL AS name, 'o' || o.id AS event, o.date_order::date AS day,
           line.product_uom_qty AS quantity
      FROM sale_order_line line
      JOIN sale_order o ON o.id = line.order_id AND o.state = 'sale'
      JOIN res_partner partner ON partner.id = o.partner_id
     WHERE line.product_id IS NOT NULL AND line.product_uom_qty > 0 AND line.price_unit >= 0
     UNION ALL
    SELECT partner.commercial_partner_id, past.company_id, product.id,
           CASE WHEN product.id IS NULL THEN past.name END, 'h' || past.number, past.date,
           past.quantity
      FROM crm_customer_purchase_history past
      JOIN res_partner partner ON partner.id = past.partner_id
      LEFT JOIN product_product product ON product.default_code = past.name),
days AS (SELECT DISTINCT customer, company_id, product_id, name, day FROM bought),
gaps AS (
    SELECT customer, company_id, product_id, name,
           day - LAG(day) OVER (
               PARTITION BY customer, company_id, product_id, name ORDER BY day) AS gap
      FROM days),
rhythms AS (
    SELECT customer, company_id, product_id, name,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS median
      FROM gaps GROUP BY customer, company_id, product_id, name HAVING COUNT(gap) >= 2)
SELECT bought.customer, bought.product_id, bought.name, COUNT(DISTINCT event)::int,
       ROUND(SUM(quantity)::numeric, 2), MIN(day), MAX(day), MAX(median),
       MAX(day) + CEIL(MAX(median))::int
  FROM bought
  LEFT JOIN rhythms ON rhythms.customer = bought.customer
   AND rhythms.company_id = bought.company_id
   AND rhythms.product_id IS NOT DISTINCT FROM bought.product_id
   AND rhythms.name IS NOT DISTINCT FROM bought.name
 WHERE bought.customer = ANY(%s)
 GROUP BY bought.customer, bought.company_id, bought.product_id, bought.name
 ORDER BY 1, 2, 3
"""
KEPT = """
SELECT partner_id, product_id, product_name, order_count, ROUND(quantity::numeric, 2), date_first,
       date_last, interval, date_next
  FROM crm_sales_purchase_record WHERE partner_id = ANY(%s) ORDER BY 1, 2, 3
"""


@tagged("post_install", "-at_install")
class TestPurchaseRecordRandom(PurchaseRecordCommon):
    """After a thousand random acts what is kept equals what is made anew from nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.dice = random.Random(11)
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Customer {n}", "is_company": True} for n in range(8)]
        )
        cls.products = cls.robot | cls.gripper
        cls.orders = cls.env["sale.order"]
        cls.past = cls.env["crm.customer.purchase.history"]

    def _day(self):
        return date(2024, 1, 1) + timedelta(days=self.dice.randrange(700))

    def _buy(self):
        self.orders |= self._order(
            self._day(),
            product=self.dice.choice(self.products),
            quantity=self.dice.randint(1, 9),
            partner=self.dice.choice(self.partners),
            state=self.dice.choice(("sale", "sale", "draft")),
        )

    def _import(self):
        self.past |= self._past(
            self._day(),
            self.dice.choice(("QM6", "Old Loader", "Old Feeder")),
            quantity=self.dice.randint(1, 9),
            number=f"N{self.dice.randrange(50)}",
            partner_id=self.dice.choice(self.partners).id,
        )

    def _change(self):
        order = self.dice.choice(self.orders)
        order.order_line[:1].product_uom_qty = self.dice.randint(1, 9)

    def _swap(self):
        line = self.dice.choice(self.orders).order_line[:1]
        if line.product_updatable:
            line.product_id = self.dice.choice(self.products)

    def _move(self):
        self.dice.choice(self.orders).partner_id = self.dice.choice(self.partners)

    def _date(self):
        self.dice.choice(self.orders).date_order = f"{self._day()} 04:00:00"

    def _cancel(self):
        self.dice.choice(self.orders)._action_cancel()

    def _confirm(self):
        self.dice.choice(self.orders).state = "sale"

    def _forget(self):
        if self.past:
            gone = self.dice.choice(self.past)
            self.past -= gone
            gone.unlink()

    def _add(self):
        order = self.dice.choice(self.orders)
        product = self.dice.choice(self.products)
        line = {"product_id": product.id, "price_unit": 5, "tax_ids": False}
        order.order_line = [Command.create(line)]

    def test_it_equals_its_rebuild(self):
        acts = [self._buy, self._buy, self._import, self._change, self._swap, self._move]
        acts += [self._date, self._cancel, self._confirm, self._forget, self._add]
        self._buy()
        for number in range(OPERATIONS):
            self.dice.choice(acts)()
            if number % 100 == 99:
                self._refresh()
                self._compare()

    def _compare(self):
        self.env.flush_all()
        ids = self.partners.ids
        kept = self.env.execute_query(SQL(KEPT, ids))
        rebuilt = self.env.execute_query(SQL(REBUILD, ids))
        self.assertEqual(kept, rebuilt)
        self.assertTrue(kept)
