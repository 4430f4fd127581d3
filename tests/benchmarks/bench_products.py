"""Figures by product, products that go together, and white space, by the lines of orders.

``peer`` is the host's sales analysis grouped by product, ``floor`` is bare SQL: the sums of the
lines, the bare count of pairs, the bare count of who misses what.
"""

from tests import volume

from .harness import Case
from .pages import as_employee

SIZES = (100_000, 1_000_000)
LINES = 5  # of an order
PRODUCTS = 200
figures = Case("won by product", sizes=SIZES, unit="order lines", rounds=3)
year = Case(
    "won and realised prices by product, 90 days", sizes=SIZES, unit="order lines", rounds=3
)
pairs = Case("products that go together", sizes=SIZES, unit="order lines", rounds=3)
gaps = Case("white space", sizes=SIZES, unit="order lines", rounds=3)

_LINES = """
INSERT INTO sale_order_line (
    order_id, product_id, product_uom_id, name, sequence, product_uom_qty, price_unit, discount,
    price_subtotal, price_tax, price_total, state, company_id, currency_id, order_partner_id,
    salesman_id, customer_lead, invoice_status, create_uid, write_uid, create_date, write_date)
SELECT o.id, products[1 + (hashint8(o.id * 31 + n) & 2147483647) %% cardinality(products)],
       unit.id, 'Volume', n, 1 + o.id %% 4, 100, 0, 100 * (1 + o.id %% 4), 0,
       100 * (1 + o.id %% 4), 'sale', o.company_id, o.currency_id, o.partner_id, o.user_id, 0,
       'to invoice', 1, 1, o.create_date, o.create_date
  FROM sale_order o
 CROSS JOIN generate_series(1, %(lines)s) AS n
 CROSS JOIN (SELECT %(products)s AS products) made
 CROSS JOIN (SELECT %(unit)s AS id) unit
 WHERE o.partner_id > %(first)s
   AND NOT EXISTS (SELECT FROM sale_order_line line WHERE line.order_id = o.id)
"""
_RECORDS = """
INSERT INTO crm_sales_purchase_record (
    partner_id, company_id, product_id, order_count, quantity, last_price, currency_id,
    date_first, date_last)
SELECT o.partner_id, o.company_id, line.product_id, COUNT(*), SUM(line.product_uom_qty), 100,
       MIN(o.currency_id), MIN(o.date_order)::date, MAX(o.date_order)::date
  FROM sale_order_line line JOIN sale_order o ON o.id = line.order_id
 WHERE o.partner_id > %s
 GROUP BY 1, 2, 3
"""
_MEMBERS = """
INSERT INTO crm_customer_segment_member (segment_id, partner_id, company_id, date_from)
SELECT %s, partner_id, company_id, '2026-01-01'
  FROM crm_sales_purchase_record GROUP BY partner_id, company_id
"""
_SUM = """
SELECT product_id, SUM(price_subtotal) FROM sale_order_line WHERE state = 'sale' GROUP BY 1
"""
_SUM_DAYS = """
SELECT line.product_id, SUM(line.price_subtotal)
  FROM sale_order_line line JOIN sale_order o ON o.id = line.order_id
 WHERE o.state = 'sale' AND o.date_order >= now() at time zone 'utc' - interval '90 days'
 GROUP BY 1
"""
_PAIRS = """
SELECT one.product_id, two.product_id, COUNT(*)
  FROM crm_sales_purchase_record one
  JOIN crm_sales_purchase_record two
    ON two.partner_id = one.partner_id AND two.product_id > one.product_id
 GROUP BY 1, 2
"""
_MISSED = """
SELECT product.product_id, COUNT(*)
  FROM (SELECT DISTINCT product_id FROM crm_sales_purchase_record) product
 CROSS JOIN (SELECT DISTINCT partner_id FROM crm_sales_purchase_record) customer
  LEFT JOIN crm_sales_purchase_record record USING (product_id, partner_id)
 WHERE record.id IS NULL GROUP BY 1
"""


def fill_lines(env, size):
    """Bring the database of ``env`` to ``size`` lines of made orders of 200 products."""
    cursor = env.cr
    volume.create_partners(cursor, max(size // 50, 1000))
    volume.create_orders(cursor, size // LINES)
    products = env["product.product"].search([("name", "like", "Volume product")])
    if not products:
        names = [f"Volume product {number}" for number in range(PRODUCTS)]
        values = [{"name": name, "list_price": 110, "type": "service"} for name in names]
        products = env["product.product"].create(values)
        env.flush_all()
    params = {"lines": LINES, "first": volume.FIRST, "products": products.ids}
    cursor.execute(_LINES, params | {"unit": env.ref("uom.product_uom_unit").id})
    cursor.execute("ANALYZE sale_order, sale_order_line, product_product, product_template")


def fill_records(env):
    """Write what the made customers bought, and put all of them into one segment."""
    env.cr.execute("TRUNCATE crm_sales_purchase_record")
    env.cr.execute(_RECORDS, [volume.FIRST])
    segments = env["crm.customer.segment"]
    name = "Segment of the benchmark"
    segment = segments.search([("name", "=", name)]) or segments.create(
        {"name": name, "kind": "list"}
    )
    env.cr.execute("DELETE FROM crm_customer_segment_member WHERE segment_id = %s", [segment.id])
    env.cr.execute(_MEMBERS, [segment.id])
    env.cr.execute("ANALYZE crm_sales_purchase_record, crm_customer_segment_member")


@figures.prepare
@year.prepare
def _prepare_figures(bench, size):
    for side in (bench.suite, bench.host):
        fill_lines(side.env, size)
        side.commit()
    bench.vacuum()


@figures.suite
def _suite_figures(bench, _data):
    rows = as_employee(bench.env, "crm.sales.product.figure")
    if len(rows._read_group([], ["product_id"], ["won_amount:sum"])) < PRODUCTS:
        raise AssertionError("too few products")


@figures.peer
def _peer_figures(bench, _data):
    bench.host.env["sale.report"]._read_group([], ["product_id"], ["price_subtotal:sum"])


@figures.floor
def _floor_figures(bench, _data):
    bench.cr.execute(_SUM)


@year.suite
def _suite_year(bench, _data):
    rows = as_employee(bench.env, "crm.sales.product.figure")
    rows._read_group(
        [("date", ">=", "today -90d"), ("date", "<=", "today")],
        ["product_id"],
        ["won_amount:sum", "price_realisation:avg"],
    )


@year.peer
def _peer_year(bench, _data):
    bench.host.env["sale.report"]._read_group(
        [("date", ">=", "today -90d")], ["product_id"], ["price_subtotal:sum"]
    )


@year.floor
def _floor_year(bench, _data):
    bench.cr.execute(_SUM_DAYS)


@pairs.prepare
@gaps.prepare
def _prepare_records(bench, size):
    fill_lines(bench.env, size)
    fill_records(bench.env)
    bench.suite.commit()
    bench.vacuum()
    return bench.env["res.company"].search([], order="id", limit=1).id


@pairs.suite
def _suite_pairs(bench, company):
    if bench.env["crm.sales.cross.pair"]._compute_company(_company(bench, company)) is None:
        raise AssertionError("no pairs computed")


@pairs.floor
def _floor_pairs(bench, _company_id):
    bench.cr.execute(_PAIRS)


@gaps.suite
def _suite_gaps(bench, company):
    if not bench.env["crm.sales.white.gap"]._compute_company(_company(bench, company)):
        raise AssertionError("no white space computed")


@gaps.floor
def _floor_gaps(bench, _company_id):
    bench.cr.execute(_MISSED)


def _company(bench, company):
    return bench.env["res.company"].browse(company)
