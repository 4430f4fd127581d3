"""Opening the lists that people start from, at 1,000,000 rows.

Each case reads one page with its columns as an employee of the sales department, and first
makes sure that the database finds the page by an index: a sequential scan is an error here,
not a slow figure. The peer is the host's list of contacts over as many rows.
"""

import json

from odoo.tools import SQL

from tests import volume

from .harness import Case

SIZES = (100_000, 1_000_000)
PAGE = 80

_CUSTOMERS = """
UPDATE res_partner SET crm_code = 'V' || id WHERE id > %s AND crm_code IS NULL
"""
_PROFILES = """
INSERT INTO crm_customer_profile (
    partner_id, company_id, currency_id, lifecycle, lifecycle_computed, order_count,
    revenue_total, revenue_12m
)
SELECT partner.id, company.id, company.currency_id, stages[1 + partner.id %% 4],
       stages[1 + partner.id %% 4], partner.id %% 9, partner.id %% 90000, partner.id %% 30000
  FROM res_partner AS partner
 CROSS JOIN (SELECT id, currency_id FROM res_company ORDER BY id LIMIT 1) AS company
 CROSS JOIN (SELECT '{prospect,customer,dormant,key_customer}'::text[] AS stages) AS words
 WHERE partner.id > %s
   AND NOT EXISTS (SELECT FROM crm_customer_profile WHERE partner_id = partner.id)
"""
_INTERACTIONS = """
INSERT INTO crm_customer_interaction (
    partner_id, commercial_partner_id, user_id, company_id, kind, direction, date, duration,
    name, is_contact, create_uid, write_uid, create_date, write_date
)
SELECT id, id, COALESCE(user_id, 2), company, 'call', 'out',
       now() at time zone 'utc' - make_interval(mins => (id - %(first)s)::int), 5, 'Call', true,
       1, 1, now() at time zone 'utc', now() at time zone 'utc'
  FROM res_partner, (SELECT min(id) AS company FROM res_company) AS companies
 WHERE res_partner.id > %(first)s
   AND NOT EXISTS (SELECT FROM crm_customer_interaction WHERE partner_id = res_partner.id)
"""


def prepare(bench, size):
    """Bring both databases to ``size`` customers; each has a profile and an interaction."""
    for side in (bench, bench.host):
        volume.create_partners(side.cr, size)
        side.cr.commit()
    bench.cr.execute(_CUSTOMERS, [volume.FIRST])
    bench.cr.execute(_PROFILES, [volume.FIRST])
    bench.cr.execute(_INTERACTIONS, {"first": volume.FIRST})
    bench.cr.commit()
    for table in ("res_partner", "crm_customer_profile", "crm_customer_interaction"):
        bench.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    bench.cr.commit()
    return size


def as_employee(env, model):
    return env[model].with_user(env.ref("base.user_admin"))


def check_plan(model, domain):
    """Raise if the page of ``domain`` in the model's own order needs a sequential scan."""
    query = model._search(domain, order=model._order, limit=PAGE)
    statement = SQL("EXPLAIN (FORMAT JSON) %s", query.select())
    plan = model.env.execute_query(statement)[0][0]
    if any(_scans(node["Plan"], model._table) for node in plan):
        raise AssertionError(f"{model._name} {domain}: sequential scan\n{json.dumps(plan)}")


def _scans(node, table):
    """Say whether ``node`` of a plan, or one below, reads the whole of ``table``."""
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] == table:
        return True
    return any(_scans(child, table) for child in node.get("Plans", ()))


def open_page(model, domain, fields):
    return model.web_search_read(domain, {name: {} for name in fields}, limit=PAGE)


def _register(title, model, domain, fields, host=None, floor=None):
    case = Case(title, sizes=SIZES, unit="rows")

    @case.prepare
    def _prepare(bench, size):
        prepare(bench, size)
        check_plan(as_employee(bench.env, model), domain)
        return size

    case.suite(lambda bench, size: open_page(as_employee(bench.env, model), domain, fields))
    if host:
        case.peer(lambda bench, size: open_page(as_employee(bench.host.env, model), *host))
    case.floor(lambda bench, size: bench.cr.execute(floor))


CUSTOMER = [("crm_code", "!=", False)]
HOST_FIELDS = ["complete_name", "phone", "email", "user_id", "city", "country_id"]
_register(
    "list of customers",
    "res.partner",
    CUSTOMER,
    [*HOST_FIELDS, "crm_code", "crm_level_id", "crm_lifecycle", "crm_revenue_12m"],
    host=([("is_company", "=", True)], HOST_FIELDS),
    floor="SELECT id, complete_name, phone FROM res_partner WHERE crm_code IS NOT NULL"
    " ORDER BY complete_name, id DESC LIMIT 80",
)
_register(
    "list of my customers",
    "res.partner",
    [*CUSTOMER, ("user_id", "=", 2)],
    [*HOST_FIELDS, "crm_code", "crm_level_id", "crm_lifecycle", "crm_revenue_12m"],
    host=([("is_company", "=", True), ("user_id", "=", 2)], HOST_FIELDS),
    floor="SELECT id, complete_name, phone FROM res_partner WHERE crm_code IS NOT NULL"
    " AND user_id = 2 ORDER BY complete_name, id DESC LIMIT 80",
)
_register(
    "list of profiles, by revenue",
    "crm.customer.profile",
    [],
    ["partner_id", "lifecycle", "order_count", "revenue_12m", "last_order_date"],
    floor="SELECT id, revenue_12m FROM crm_customer_profile"
    " ORDER BY revenue_12m DESC, id DESC LIMIT 80",
)
_register(
    "list of interactions",
    "crm.customer.interaction",
    [],
    ["date", "partner_id", "kind", "name", "user_id", "outcome_id"],
    floor="SELECT id, date, name FROM crm_customer_interaction"
    " ORDER BY date DESC, id DESC LIMIT 80",
)

counters = Case("customers by stage, the kanban's counters", sizes=SIZES, unit="rows")
counters.prepare(prepare)


@counters.suite
def _counters(bench, size):
    partners = as_employee(bench.env, "res.partner")
    partners.formatted_read_group(CUSTOMER, ["crm_lifecycle"], ["__count", "crm_revenue_12m:sum"])


@counters.peer
def _counters_host(bench, size):
    # the nearest that the host has: its own counters by country
    partners = as_employee(bench.host.env, "res.partner")
    partners.formatted_read_group([("is_company", "=", True)], ["country_id"], ["__count"])


@counters.floor
def _counters_floor(bench, size):
    bench.cr.execute(
        "SELECT lifecycle, count(*), sum(revenue_12m) FROM crm_customer_profile GROUP BY 1"
    )
