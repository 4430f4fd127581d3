"""The figure of a KPI for 500 persons, and a night's snapshots of their 500 goals.

Figure: ``peer`` is the host's grouping of the same records, ``floor`` bare SQL. Snapshots:
``peer`` counts as many persons with the host one by one, ``floor`` is the bare SQL of all.
"""

import functools
from datetime import date

from odoo.addons.crm_customer.tools.kpi.period import Period

from .harness import Case

SIZES = (100_000, 1_000_000)
figures = Case("a KPI of 500 persons", sizes=SIZES, unit="interactions")
snapshots = Case("snapshots of 500 goals", sizes=SIZES, unit="interactions", rounds=3)

OWNERS = 500
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
# the same year in Shanghai
MOMENTS = ("2024-12-31 16:00:00", "2025-12-31 16:00:00")

_OWNERS = """
WITH person AS (
    INSERT INTO res_partner (name, complete_name, active, type, autopost_bills)
    SELECT 'KPI person ' || n, 'KPI person ' || n, true, 'contact', 'ask'
      FROM generate_series(1, %(owners)s) AS n
    RETURNING id, name)
INSERT INTO res_users (login, partner_id, company_id, active, share, notification_type)
SELECT name, id, %(company)s, true, false, 'email' FROM person
"""
_INTERACTIONS = """
INSERT INTO crm_customer_interaction
       (partner_id, commercial_partner_id, user_id, company_id, kind, direction, name, date)
SELECT %(partner)s, %(partner)s,
       (%(users)s::int[])[1 + n %% cardinality(%(users)s::int[])], %(company)s,
       'call', 'out', 'Call ' || n,
       TIMESTAMP '2024-12-31 16:00' + n * (interval '365 days' / (%(size)s + 1))
  FROM generate_series(1, %(size)s) AS n;
ANALYZE crm_customer_interaction
"""
_COUNTS = """
SELECT user_id, count(*) FROM crm_customer_interaction
 WHERE company_id = %s AND date >= %s AND date < %s GROUP BY user_id
"""


@functools.cache
def _prepare(bench, size):
    """Return (company, goals, persons): 500 who share ``size`` interactions of a year.

    Both cases stand on the same ones.
    """
    env = bench.env
    company = env["res.company"].create({"name": f"KPI {size}"})
    company.resource_calendar_id.tz = "Asia/Shanghai"
    partner = env["res.partner"].create({"name": f"KPI {size}"})
    env.flush_all()
    values = {"owners": OWNERS, "company": company.id, "size": size, "partner": partner.id}
    bench.cr.execute("SELECT id FROM res_users WHERE login LIKE 'KPI person %%' ORDER BY id")
    values["users"] = [row[0] for row in bench.cr.fetchall()]
    if not values["users"]:
        bench.cr.execute(_OWNERS, values)
        bench.cr.execute("SELECT id FROM res_users WHERE login LIKE 'KPI person %%' ORDER BY id")
        values["users"] = [row[0] for row in bench.cr.fetchall()]
    bench.cr.execute(_INTERACTIONS, values)
    goals = env["crm.kpi.goal"].create(
        [
            {
                "name": f"Goal {user_id}",
                "kpi_id": _get_kpi(env).id,
                "company_id": company.id,
                "user_id": user_id,
                "period": "year",
                "date_start": "2025-01-01",
                "target": size / OWNERS,
            }
            for user_id in values["users"]
        ]
    )
    bench.commit()
    return company.id, goals.ids, values["users"]


def _get_kpi(env):
    return env.ref("crm_customer.crm_kpi_interactions")


def _check(found):
    if found != OWNERS:
        raise AssertionError(f"figures of {found} persons")


def _bare(bench, data):
    bench.cr.execute(_COUNTS, [data[0], *MOMENTS])
    _check(len(bench.cr.fetchall()))


@figures.suite
def _figures(bench, data):
    company = bench.env["res.company"].browse(data[0])
    _check(len(_get_kpi(bench.env)._get_figures([YEAR], company, "user", data[2])))


@figures.peer
def _group(bench, data):
    groups = bench.env["crm.customer.interaction"]._read_group(
        _get_domain(data) + [("user_id", "in", data[2])], ["user_id"], ["__count"]
    )
    _check(len(groups))


@snapshots.suite
def _snapshots(bench, data):
    goals = bench.env["crm.kpi.goal"].browse(data[1])
    goals._take_snapshots()
    bench.env.flush_all()
    _check(len(goals.value_ids))


@snapshots.peer
def _one_by_one(bench, data):
    interactions = bench.env["crm.customer.interaction"]
    domain = _get_domain(data)
    counts = [interactions.search_count(domain + [("user_id", "=", user)]) for user in data[2]]
    _check(len(counts))


def _get_domain(data):
    return [("company_id", "=", data[0]), ("date", ">=", MOMENTS[0]), ("date", "<", MOMENTS[1])]


for case in (figures, snapshots):
    case.prepare(_prepare)
    case.floor(_bare)
