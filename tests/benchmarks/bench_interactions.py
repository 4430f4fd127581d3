"""Planning follow-ups, and a month of interactions in the calendar.

Follow-ups: ``peer`` is the host's ``activity_schedule`` for the same customers, ``floor`` the
bare INSERT. Calendar: ``peer`` is the host's calendar of as many meetings, ``floor`` bare SQL.
"""

from datetime import date

from odoo.fields import Command

from .harness import Case

follow_ups = Case("plan follow-ups of a day", sizes=(1_000, 10_000), unit="customers")
calendar = Case("a month of interactions", sizes=(10_000, 100_000), unit="interactions")

PER_OWNER = 100
MONTH = ("2026-03-01", "2026-04-01")
FIELDS = ["display_name", "date", "duration", "partner_id", "user_id", "kind"]
EVENT_FIELDS = ["display_name", "start", "stop", "duration", "user_id", "partner_ids"]

_CUSTOMERS = """
INSERT INTO res_partner (name, complete_name, is_company, type, active, autopost_bills, user_id,
                         crm_level_id, crm_code, create_date)
SELECT name, name, true, 'contact', true, 'ask', user_id, level, name,
       now() at time zone 'utc' - interval '90 days'
  FROM (SELECT 'F' || %(size)s || '-' || n AS name, %(level)s AS level,
               (%(owners)s::int[])[1 + n %% cardinality(%(owners)s::int[])] AS user_id
          FROM generate_series(1, %(size)s) AS n) AS rows;
UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL;
ANALYZE res_partner
"""
_INTERACTIONS = """
INSERT INTO crm_customer_interaction
       (partner_id, commercial_partner_id, user_id, company_id, kind, direction, name, date)
SELECT %(partner)s, %(partner)s, %(user)s, %(company)s, 'call', 'out', 'Call ' || n,
       TIMESTAMP '2026-12-31' - n * (interval '730 days' / %(size)s)
  FROM generate_series(1, %(size)s) AS n;
WITH event AS (
    INSERT INTO calendar_event (name, active, show_as, privacy, user_id, start, stop, duration)
    SELECT 'Meeting ' || n, true, 'busy', 'public', %(user)s, date, date + interval '1 hour', 1
      FROM (SELECT n, TIMESTAMP '2026-12-31' - n * (interval '730 days' / %(size)s) AS date
              FROM generate_series(1, %(size)s) AS n) AS dated
    RETURNING id)
INSERT INTO calendar_event_res_partner_rel (calendar_event_id, res_partner_id)
SELECT id, %(partner)s FROM event;
ANALYZE crm_customer_interaction, calendar_event, calendar_event_res_partner_rel
"""
_PLAIN = """
INSERT INTO mail_activity (res_model_id, res_model, res_id, activity_type_id, user_id, active,
                           date_deadline, summary, automated, create_date)
SELECT %s, 'res.partner', id, %s, user_id, true, current_date + 1, 'Call', true, now()
  FROM res_partner WHERE crm_level_id = %s
"""


@follow_ups.prepare
def _prepare_customers(bench, size):
    """Return (owners, level) of ``size`` customers that wait, 100 for each owner."""
    env = bench.env
    level = env["crm.customer.level"].create({"name": f"Bench {size}", "follow_up_days": 30})
    company = env["res.company"].create(
        {"name": f"Bench {size}", "crm_follow_up_daily_max": PER_OWNER}
    )
    owners = env["res.users"].create(
        [
            {
                "name": f"Owner {number}",
                "login": f"bench_{size}_{number}",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
            }
            for number in range(size // PER_OWNER)
        ]
    )
    env.flush_all()
    bench.cr.execute(_CUSTOMERS, {"size": size, "level": level.id, "owners": owners.ids})
    bench.commit()
    return owners.ids, level.id


@follow_ups.suite
def _plan(bench, data):
    model = bench.env["crm.customer.follow.up"]
    planned = 0
    for owner in bench.env["res.users"].browse(data[0]):
        model._move_of_absent(owner)
        planned += len(model._schedule_for_owner(owner))
        bench.env.flush_all()
    if planned != PER_OWNER * len(data[0]):
        raise AssertionError(f"{planned} planned")


@follow_ups.peer
def _schedule(bench, data):
    partners = bench.env["res.partner"].search([("crm_level_id", "=", data[1])])
    kind = bench.env.ref("crm_customer.mail_activity_type_follow_up")
    quick = partners.with_context(mail_activity_quick_update=True)
    for partner in quick:
        partner.activity_schedule(
            activity_type_id=kind.id, date_deadline=date.today(), user_id=partner.user_id.id
        )
    bench.env.flush_all()


@follow_ups.floor
def _insert(bench, data):
    model = bench.env["ir.model"]._get_id("res.partner")
    kind = bench.env.ref("crm_customer.mail_activity_type_follow_up").id
    bench.cr.execute(_PLAIN, [model, kind, data[1]])


@calendar.prepare
def _prepare_interactions(bench, size):
    """Spread ``size`` interactions, and as many meetings, over two years; return the user."""
    user = bench.env.ref("base.user_admin")
    partner = bench.env["res.partner"].create({"name": f"Calendar {size}"})
    bench.env.flush_all()
    bench.cr.execute("SELECT count(*) FROM crm_customer_interaction WHERE date < '2027-01-01'")
    present = bench.cr.fetchone()[0]
    values = {
        "size": max(size - present, 1),
        "partner": partner.id,
        "user": user.id,
        "company": bench.env.company.id,
    }
    bench.cr.execute(_INTERACTIONS, values)
    bench.commit()
    return user.id


def _search(bench, user_id, model, start, stop, names):
    """Read what the calendar of a month reads; return how many records."""
    model = bench.env(user=user_id)[model]
    specification = {name: {} for name in names}
    domain = [(start, "<", MONTH[1]), (stop, ">=", MONTH[0])]
    return model.web_search_read(domain, specification)["length"]


@calendar.suite
def _interactions(bench, user_id):
    if not _search(bench, user_id, "crm.customer.interaction", "date", "date", FIELDS):
        raise AssertionError("no interaction in the month")


@calendar.peer
def _meetings(bench, user_id):
    _search(bench, user_id, "calendar.event", "start", "stop", EVENT_FIELDS)


@calendar.floor
def _bare(bench, user_id):
    bench.cr.execute(
        "SELECT i.id, i.name, i.date, i.duration, p.complete_name, u.name, i.kind"
        "  FROM crm_customer_interaction i JOIN res_partner p ON p.id = i.partner_id"
        "  JOIN res_users r ON r.id = i.user_id JOIN res_partner u ON u.id = r.partner_id"
        " WHERE i.date >= %s AND i.date < %s",
        MONTH,
    )
    bench.cr.fetchall()
