"""RFM of all customers of a company, with five orders each: the first time, and every night.

The floor is the bare GROUP BY over the same orders: last date, number and sum per customer, in
no time zone, without scores and classes, and written nowhere.
"""

from odoo.fields import Datetime

from tests import volume

from .filling import fill
from .harness import Case

SIZES = (100_000, 1_000_000)
ORDERS = 5
NAME = "RFM of the benchmark"

# orders of a company of their own, spread so that customers differ in all three figures
_ORDERS = """
INSERT INTO sale_order (
    name, company_id, partner_id, partner_invoice_id, partner_shipping_id, state, date_order,
    currency_id, currency_rate, amount_untaxed, amount_tax, amount_total, invoice_status,
    create_uid, write_uid, create_date, write_date
)
SELECT 'F' || n, %(company)s, partner, partner, partner, 'sale',
       now() at time zone 'utc' - make_interval(mins => (n * 7919 %% 900000)::int),
       %(currency)s, 1, 100 + n * 31 %% 90000, 0, 100 + n * 31 %% 90000, 'to invoice', 1, 1,
       now() at time zone 'utc', now() at time zone 'utc'
  FROM (SELECT n, %(first)s + 1 + (hashint8(n) & 2147483647) %% %(partners)s AS partner
          FROM generate_series(%(start)s::bigint + 1, %(stop)s::bigint) AS n) AS spread
"""

_GROUP_BY = """
SELECT partner_id, MAX(date_order) AS last, COUNT(*) AS number,
       SUM(amount_untaxed / currency_rate) AS amount
  FROM sale_order
 WHERE state = 'sale' AND company_id = %(company)s AND date_order >= %(start)s
 GROUP BY partner_id
"""


def _prepare(bench, size):
    """Bring the company to five orders for each of ``size`` customers, and compute its scores."""
    fill(bench, size)
    company = bench.env["res.company"].search([("name", "=", NAME)])
    company = company or bench.env["res.company"].create({"name": NAME})
    bench.cr.execute("SELECT count(*) FROM sale_order WHERE company_id = %s", [company.id])
    values = {
        "company": company.id,
        "currency": company.currency_id.id,
        "first": volume.FIRST,
        "partners": size,
        "start": bench.cr.fetchone()[0],
        "stop": ORDERS * size,
    }
    bench.cr.execute(_ORDERS, values)
    bench.vacuum()
    bench.env["crm.customer.rfm"]._refresh_company(company)
    bench.commit()
    bench.vacuum()
    return company.id


def _refresh(bench, company_id):
    company = bench.env["res.company"].browse(company_id)
    bench.env["crm.customer.rfm"]._refresh_company(company)


def _group(bench, company_id):
    start = Datetime.subtract(Datetime.now(), months=24)
    bench.cr.execute(
        f"SELECT COUNT(*), MAX(last), SUM(number), SUM(amount) FROM ({_GROUP_BY}) AS bought",
        {"company": company_id, "start": start},
    )


nightly = Case("RFM every night, few changed", sizes=SIZES, unit="customers", rounds=3)
nightly.prepare(_prepare)
nightly.suite(_refresh)
nightly.floor(_group)

making = Case("RFM for the first time, all written", sizes=SIZES, unit="customers", rounds=1)
making.prepare(_prepare)
making.floor(_group)


@making.suite
def _make(bench, company_id):
    bench.cr.execute("TRUNCATE crm_customer_rfm")
    _refresh(bench, company_id)
