"""Profiles of customers: making and refreshing all, and the few that changed.

The floor is the bare statement: orders and interactions added up per customer, and where all are
made, inserted; without time zones, pipeline, last contact and lifecycle.
"""

from tests import volume

from .filling import fill, refresh_all
from .harness import Case

SIZES = (100_000, 1_000_000)
TOUCHED = 1_000

_FACTS = """
SELECT p.id, o.company_id, o.first, o.last, o.number, o.amount,
       i.number AS interactions, i.last AS last_interaction
  FROM res_partner AS p
  LEFT JOIN (SELECT partner_id, company_id, MIN(date_order) AS first, MAX(date_order) AS last,
                    COUNT(*) AS number, SUM(amount_untaxed / currency_rate) AS amount
               FROM sale_order WHERE state = 'sale' AND partner_id {scope} GROUP BY 1, 2) AS o
    ON o.partner_id = p.id
  LEFT JOIN (SELECT partner_id, company_id, COUNT(*) AS number, MAX(date) AS last
               FROM crm_customer_interaction WHERE partner_id {scope} GROUP BY 1, 2) AS i
    ON i.partner_id = p.id
 WHERE p.crm_code IS NOT NULL AND p.id {scope}
"""


def _touched(size):
    """Return ids spread over all."""
    step = size // TOUCHED
    return [volume.FIRST + 1 + number * step for number in range(TOUCHED)]


_INSERT = """
INSERT INTO crm_customer_profile (
    partner_id, company_id, currency_id, lifecycle, lifecycle_computed, first_order_date,
    last_order_date, order_count, revenue_total, interaction_count, last_interaction_date
)
SELECT facts.id, company.id, company.currency_id, 'customer', 'customer', first, last,
       COALESCE(number, 0), COALESCE(amount, 0), COALESCE(interactions, 0), last_interaction
  FROM res_company AS company
  CROSS JOIN res_partner AS partner
  JOIN ({facts}) AS facts ON facts.id = partner.id
   AND COALESCE(facts.company_id, company.id) = company.id
 WHERE partner.crm_code IS NOT NULL
"""


def _make_floor(bench, size):
    facts = _FACTS.format(scope="> 0")
    bench.cr.execute("TRUNCATE crm_customer_profile")
    bench.cr.execute(_INSERT.format(facts=facts))


def _read_floor(bench, size):
    facts = _FACTS.format(scope="> 0")
    bench.cr.execute(f"SELECT COUNT(*), SUM(amount), MAX(last) FROM ({facts}) AS facts")


making = Case("make all profiles", sizes=SIZES, unit="customers", rounds=1)
making.prepare(fill)
making.floor(_make_floor)


@making.suite
def _make(bench, size):
    bench.cr.execute("TRUNCATE crm_customer_profile")
    refresh_all(bench)


nightly = Case("refresh all profiles, none changed", sizes=SIZES, unit="customers", rounds=1)
nightly.prepare(fill)
nightly.suite(lambda bench, size: refresh_all(bench))
nightly.floor(_read_floor)

touched = Case("refresh 1,000 customers that changed", sizes=SIZES, unit="customers")
touched.prepare(fill)


@touched.suite
def _refresh(bench, size):
    profiles = bench.env["crm.customer.profile"]
    profiles._touch(_touched(size))
    profiles._flush_notes()
    while profiles._refresh_batch():
        pass


@touched.floor
def _refresh_floor(bench, size):
    bench.cr.execute(_FACTS.format(scope="= ANY(%(ids)s)"), {"ids": _touched(size)})
    bench.cr.fetchall()
