"""Opening one page of a list as the web client does, and what plan the database has for it."""

import json

from odoo.tools import SQL

SIZES = (100_000, 1_000_000)
PAGE = 80
# as the web client asks
COUNT_LIMIT = 10_001
CUSTOMER = [("crm_code", "!=", False)]
HOST_FIELDS = ["complete_name", "phone", "email", "user_id", "city", "country_id"]


def as_employee(env, model):
    return env[model].with_user(env.ref("base.user_admin"))


def check_plan(model, domain):
    """Raise if the page of ``domain`` in the model's own order needs a sequential scan."""
    query = model._search(domain, order=model._order, limit=PAGE)
    refuse_scans(model.env, query.select(), model._table)


def refuse_scans(env, statement, table):
    plan = env.execute_query(SQL("EXPLAIN (FORMAT JSON) %s", statement))[0][0]
    if any(_scans(node["Plan"], table) for node in plan):
        raise AssertionError(f"{table}: sequential scan\n{json.dumps(plan)}")


def _scans(node, table):
    """Say whether ``node`` of a plan, or one below, reads the whole of ``table``."""
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] == table:
        return True
    return any(_scans(child, table) for child in node.get("Plans", ()))


def open_page(model, domain, fields):
    specification = {name: {} for name in fields}
    return model.web_search_read(domain, specification, limit=PAGE, count_limit=COUNT_LIMIT)
