"""Opening the lists that people start from, at 1,000,000 rows.

Each case reads one page with its columns as an employee of the sales department, and first
makes sure that the database finds the page by an index: a sequential scan is an error here,
not a slow figure. The peer is the host's list of contacts over as many rows.
"""

from odoo.tools import SQL

from .filling import fill
from .harness import Case
from .pages import (
    CUSTOMER,
    HOST_FIELDS,
    SIZES,
    as_employee,
    check_plan,
    open_page,
    refuse_scans,
)


def _register(title, model, domain, fields, host=None, floor=None):
    case = Case(title, sizes=SIZES, unit="rows")

    @case.prepare
    def _prepare(bench, size):
        fill(bench, size)
        check_plan(as_employee(bench.env, model), domain)
        return size

    case.suite(lambda bench, size: open_page(as_employee(bench.env, model), domain, fields))
    if host:
        case.peer(lambda bench, size: open_page(as_employee(bench.host.env, model), *host))
    case.floor(lambda bench, size: bench.cr.execute(floor))


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


# what is typed, how the host finds it, what the floor compares
TERMS = {
    "a place": ("重庆", True),
    "a place in pinyin": ("chongqing", False),
    "a legal form": ("有限公司", True),
    "a trade": ("化工", True),
    "two words": ("上海 化工", True),
    "last digits": ("6789", False),
}


def _register_filter(title, term, known_to_host):
    found = [("display_name", "ilike", term)]
    _register(
        f"list of customers, filtered by {title}",
        "res.partner",
        CUSTOMER + found,
        [*HOST_FIELDS, "crm_code", "crm_level_id", "crm_lifecycle", "crm_revenue_12m"],
        host=([("is_company", "=", True), *found], HOST_FIELDS) if known_to_host else None,
        floor="SELECT id, complete_name, phone FROM res_partner WHERE crm_code IS NOT NULL"
        f" AND complete_name LIKE '%{term}%' ORDER BY complete_name, id DESC LIMIT 80",
    )


for _title, (_term, _known) in TERMS.items():
    _register_filter(_title, _term, _known)

counters = Case("customers by stage, the kanban's counters", sizes=SIZES, unit="rows")


@counters.prepare
def _prepare_counters(bench, size):
    fill(bench, size)
    query = as_employee(bench.env, "res.partner")._search(CUSTOMER)
    refuse_scans(bench.env, query.select(SQL("COUNT(*)")), "res_partner")
    return size


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
