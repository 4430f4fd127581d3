"""Starting an access review: a line per person and grant, with since when and whether needed.

``peer`` is the host reading who holds which groups and creating as many log-in records;
``floor`` is one bare INSERT of the direct grants.
"""

from odoo.fields import Command

from .harness import Case

case = Case("start an access review", sizes=(100, 1_000), unit="users")

GROUPS = (
    "base.group_user",
    "sales_team.group_sale_salesman",
    "crm_customer.group_customer_own",
    "base.group_partner_manager",
)
_USERS = """
WITH person AS (
    INSERT INTO res_partner (name, complete_name, active, type, autopost_bills)
    SELECT 'Review ' || %(company)s || '-' || n, 'Review ' || %(company)s || '-' || n, true,
           'contact', 'ask'
      FROM generate_series(1, %(size)s) AS n
    RETURNING id, name), who AS (
    INSERT INTO res_users (login, partner_id, company_id, active, share, notification_type)
    SELECT name, id, %(company)s, true, false, 'email' FROM person
    RETURNING id), works AS (
    INSERT INTO res_company_users_rel (cid, user_id) SELECT %(company)s, id FROM who)
INSERT INTO res_groups_users_rel (uid, gid)
SELECT who.id, held.id FROM who, unnest(%(groups)s::int[]) AS held (id)
"""
_LINES = """
INSERT INTO crm_access_review_line
       (review_id, user_id, user_name, group_id, group_name, usage, is_archived, date_granted)
SELECT %(review)s, person.id, partner.name, held.gid, granted.name->>'en_US', 'unknown', false,
       given.date
  FROM res_users person
  JOIN res_partner partner ON partner.id = person.partner_id
  JOIN res_groups_users_rel held ON held.uid = person.id
  JOIN res_groups granted ON granted.id = held.gid
  LEFT JOIN (SELECT user_id, group_id, MAX(date)::date AS date FROM crm_access_grant
              GROUP BY 1, 2) given ON given.user_id = person.id AND given.group_id = held.gid
 WHERE person.company_id = %(company)s
"""


@case.prepare
def _prepare(bench, size):
    """Return the id of a draft review of a company with ``size`` users of four groups."""
    env = bench.env
    number = env["res.company"].search_count([]) + 1
    company = env["res.company"].create({"name": f"Review {number}: {size}"})
    env.flush_all()
    groups = [env.ref(name).id for name in GROUPS]
    values = {"size": size, "company": company.id, "groups": groups}
    bench.cr.execute(_USERS, values)
    reviewer = env.ref("base.user_admin")
    reviewer.company_ids = [Command.link(company.id)]
    review = env["crm.access.review"].create(
        {
            "company_id": company.id,
            "year": 2026,
            "quarter": "3",
            "reviewer_ids": [Command.set(reviewer.ids)],
        }
    )
    bench.commit()
    bench.cr.execute("ANALYZE res_users, res_partner, res_groups_users_rel")
    return review.id


def _check(found, bench, review):
    bench.cr.execute(
        "SELECT count(*) FROM res_users WHERE company_id = %s", [_get_company(bench, review)]
    )
    if found < bench.cr.fetchone()[0]:
        raise AssertionError(f"{found} lines")


def _get_company(bench, review):
    return bench.env["crm.access.review"].browse(review).company_id.id


@case.suite
def _start(bench, review):
    started = bench.env["crm.access.review"].browse(review)
    started.action_start()
    bench.env.flush_all()
    _check(len(started.line_ids), bench, review)


@case.peer
def _read_and_log(bench, review):
    users = bench.env["res.users"].search([("company_id", "=", _get_company(bench, review))])
    rows = [(user.id, group.full_name) for user in users for group in user.group_ids]
    logs = bench.env["res.users.log"].create([{"create_uid": user} for user, _name in rows])
    bench.env.flush_all()
    _check(len(logs), bench, review)


@case.floor
def _bare(bench, review):
    bench.cr.execute(_LINES, {"review": review, "company": _get_company(bench, review)})
    _check(bench.cr.rowcount, bench, review)
