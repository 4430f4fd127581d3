"""Drafting the daily reports of a company: 20 facts each, read as their person.

``peer`` is the host reading the same records as their person, and writing nothing; ``floor`` is
the bare SQL of the facts into the lines.
"""

import functools
from datetime import date

from freezegun import freeze_time

from odoo.fields import Command

from .harness import Case

case = Case("draft daily reports", sizes=(10, 100), unit="people", rounds=3)

DAY = date(2026, 3, 4)
# 18:00 in Shanghai
NOW = "2026-03-04 10:00:00"
PER_PERSON = 10

_INTERACTIONS = """
INSERT INTO crm_customer_interaction
       (partner_id, commercial_partner_id, user_id, company_id, kind, direction, name, date)
SELECT %(partner)s, %(partner)s, person.id, %(company)s, 'call', 'out', 'Call ' || n,
       TIMESTAMP '2026-03-04 01:00' + n * interval '10 minutes'
  FROM unnest(%(users)s::int[]) AS person (id), generate_series(1, %(each)s) AS n
"""
_ACTIVITIES = """
INSERT INTO mail_activity (res_model_id, res_model, res_id, activity_type_id, user_id, active,
                           date_deadline, summary, automated, create_date)
SELECT %(model)s, 'res.partner', %(partner)s, %(type)s, person.id, true, DATE '2026-03-05',
       'Do ' || n, false, now()
  FROM unnest(%(users)s::int[]) AS person (id), generate_series(1, %(each)s) AS n
"""
_REPORTS = """
WITH report AS (
    INSERT INTO crm_work_report (user_id, company_id, kind, date, date_stop, state)
    SELECT id, %(company)s, 'day', %(day)s, %(day)s, 'draft' FROM unnest(%(users)s) AS person (id)
    RETURNING id, user_id)
INSERT INTO crm_work_report_line (report_id, section, date, text, partner_id, res_model, res_id)
SELECT report.id, 'interaction', done.date::date, partner.name || done.name, done.partner_id,
       'crm.customer.interaction', done.id
  FROM report
  JOIN crm_customer_interaction done ON done.user_id = report.user_id
       AND done.date >= '2026-03-03 16:00' AND done.date < '2026-03-04 16:00'
  JOIN res_partner partner ON partner.id = done.partner_id
 UNION ALL
SELECT report.id, 'planned', due.date_deadline, due.summary, due.res_id, 'res.partner', due.res_id
  FROM report
  JOIN mail_activity due ON due.user_id = report.user_id AND due.date_deadline = '2026-03-05'
"""


@case.prepare
def _prepare(bench, size):
    """Return (company, people) of a company whose ``size`` sellers had a busy day."""
    env = bench.env(context=bench.env.context | {"no_reset_password": True})
    mark = env["res.company"].search_count([]) + 1
    company = env["res.company"].create(
        {"name": f"Reports {mark}: {size}", "crm_work_report_day": True}
    )
    company.resource_calendar_id.tz = "Asia/Shanghai"
    group = env.ref("crm_customer.role_sales_rep")
    people = env["res.users"].create(
        [
            {
                "name": f"Reporter {size}-{number}",
                "login": f"reporter_{mark}_{number}",
                "tz": "Asia/Shanghai",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.link(group.id)],
            }
            for number in range(size)
        ]
    )
    partner = env["res.partner"].create({"name": f"Reports {size}", "is_company": True})
    env.flush_all()
    values = {
        "partner": partner.id,
        "company": company.id,
        "users": people.ids,
        "each": PER_PERSON,
        "model": env["ir.model"]._get_id("res.partner"),
        "type": env.ref("mail.mail_activity_data_todo").id,
    }
    bench.cr.execute(_INTERACTIONS, values)
    bench.cr.execute(_ACTIVITIES, values)
    bench.commit()
    bench.cr.execute("ANALYZE crm_customer_interaction, mail_activity")
    return company.id, people.ids


def _on_the_day(function):
    @functools.wraps(function)
    def at_the_time(bench, data):
        with freeze_time(NOW):
            function(bench, data)

    return at_the_time


def _check(found, data):
    if found != 2 * PER_PERSON * len(data[1]):
        raise AssertionError(f"{found} facts")


@case.suite
@_on_the_day
def _draft(bench, data):
    reports = bench.env["crm.work.report"]
    company = bench.env["res.company"].browse(data[0])
    for person in bench.env["res.users"].browse(data[1]):
        reports._draft_for(company, person)
    bench.env.flush_all()
    _check(len(reports.search([("company_id", "=", company.id)]).line_ids), data)


@case.peer
@_on_the_day
def _read(bench, data):
    found = 0
    for user in data[1]:
        env = bench.env(user=user)
        done = [("user_id", "=", user), ("date", ">=", DAY)]
        names = ["display_name", "name", "date", "kind", "partner_id", "outcome_id"]
        found += len(env["crm.customer.interaction"].search_read(done, names))
        due = [("user_id", "=", user), ("date_deadline", ">", DAY)]
        names = ["res_name", "summary", "date_deadline", "activity_type_id"]
        found += len(env["mail.activity"].search_read(due, names))
    _check(found, data)


@case.floor
@_on_the_day
def _bare(bench, data):
    bench.cr.execute(_REPORTS, {"company": data[0], "users": data[1], "day": DAY})
    _check(bench.cr.rowcount, data)
