"""A page of the timeline, against reading everything through the ORM and sorting it.

One customer with ``size`` entries: 70 % messages, 10 % each of interactions, leads, meetings.
The floor is the keyset of the same tables in bare SQL, without texts and access.
"""

from .harness import Case

KINDS = ["interaction", "message", "note", "activity", "meeting", "opportunity"]
LIMIT = 30
SIZES = (10_000, 100_000)

_INSERTS = """
INSERT INTO mail_message
       (model, res_id, message_type, subtype_id, author_id, body, date, create_date)
SELECT 'res.partner', %(partner)s, 'comment', %(comment)s, %(author)s,
       '<p>Message <b>' || n || '</b> about an order</p>', date, date
  FROM (SELECT n, TIMESTAMP '2026-06-01' - n * INTERVAL '10 minute' AS date
          FROM generate_series(1, %(size)s * 7 / 10) AS n) AS dated;
INSERT INTO crm_customer_interaction
       (partner_id, commercial_partner_id, user_id, company_id, kind, direction, name, date)
SELECT %(partner)s, %(partner)s, %(user)s, %(company)s, 'call', 'out', 'Call ' || n,
       TIMESTAMP '2026-06-01' - n * INTERVAL '70 minute'
  FROM generate_series(1, %(size)s / 10) AS n;
INSERT INTO crm_lead (name, type, active, partner_id, user_id, company_id, create_date)
SELECT 'Lead ' || n, 'opportunity', true, %(partner)s, %(user)s, %(company)s,
       TIMESTAMP '2026-06-01' - n * INTERVAL '70 minute'
  FROM generate_series(1, %(size)s / 10) AS n;
WITH event AS (
    INSERT INTO calendar_event (name, active, show_as, user_id, start, stop)
    SELECT 'Meeting ' || n, true, 'busy', %(user)s, date, date + INTERVAL '1 hour'
      FROM (SELECT n, TIMESTAMP '2026-06-01' - n * INTERVAL '70 minute' AS date
              FROM generate_series(1, %(size)s / 10) AS n) AS dated
    RETURNING id)
INSERT INTO calendar_event_res_partner_rel (calendar_event_id, res_partner_id)
SELECT id, %(partner)s FROM event;
ANALYZE mail_message, crm_customer_interaction, crm_lead, calendar_event,
        calendar_event_res_partner_rel
"""
_FLOOR = """
SELECT * FROM (
    (SELECT id, date FROM mail_message
      WHERE model = 'res.partner' AND res_id = %(partner)s AND date < %(before)s
      ORDER BY date DESC, id DESC LIMIT 31)
    UNION ALL
    (SELECT id, date FROM crm_customer_interaction
      WHERE partner_id = %(partner)s AND date < %(before)s ORDER BY date DESC, id DESC LIMIT 31)
    UNION ALL
    (SELECT id, create_date FROM crm_lead
      WHERE partner_id = %(partner)s AND create_date < %(before)s
      ORDER BY create_date DESC, id DESC LIMIT 31)
    UNION ALL
    (SELECT event.id, event.start FROM calendar_event AS event
       JOIN calendar_event_res_partner_rel AS rel ON rel.calendar_event_id = event.id
      WHERE rel.res_partner_id = %(partner)s AND event.start < %(before)s
      ORDER BY event.start DESC, event.id DESC LIMIT 31)
) AS entry ORDER BY date DESC, id DESC LIMIT 31
"""
# model, date, domain, what is read
_NAIVE = (
    ("mail.message", "date", [("model", "=", "res.partner")], ["body", "author_id", "subject"]),
    ("crm.customer.interaction", "date", [], ["name", "user_id", "kind"]),
    ("crm.lead", "create_date", [], ["name", "user_id", "expected_revenue"]),
    ("calendar.event", "start", [], ["name", "user_id", "location"]),
)
_CUSTOMER = {
    "mail.message": "res_id",
    "crm.customer.interaction": "partner_id",
    "crm.lead": "partner_id",
    "calendar.event": "partner_ids",
}


def _prepare(bench, size):
    """Return (customer, cursor of its page in the middle); made once per size."""
    partners = bench.env["res.partner"]
    partner = partners.search([("ref", "=", f"bench-timeline-{size}")])
    if not partner:
        partner = partners.create({"name": f"Timeline {size}", "ref": f"bench-timeline-{size}"})
        user = bench.env.ref("base.user_admin")
        values = {
            "size": size,
            "partner": partner.id,
            "user": user.id,
            "author": user.partner_id.id,
            "company": bench.env.company.id,
            "comment": bench.env.ref("mail.mt_comment").id,
        }
        bench.env.flush_all()
        bench.cr.execute(_INSERTS, values)
        bench.commit()
    bench.cr.execute(
        "SELECT date FROM mail_message WHERE model = 'res.partner' AND res_id = %s"
        " ORDER BY date DESC OFFSET %s LIMIT 1",
        [partner.id, size * 7 // 20],
    )
    return partner.id, bench.cr.fetchone()[0]


def _timeline(bench, partner_id, before=None):
    admin = bench.env.ref("base.user_admin")
    cursor = before and [before.isoformat(), "a", 0]
    page = bench.env(user=admin)["crm.timeline"].get_page(partner_id, cursor, LIMIT, KINDS)
    if len(page["entries"]) != LIMIT:
        raise AssertionError(f"{len(page['entries'])} entries")


def _read_all(bench, partner_id, before=None):
    """Read every record as the user, sort, and cut the page."""
    admin = bench.env.ref("base.user_admin")
    env = bench.env(user=admin, context={"active_test": False})
    entries = []
    for model, date, domain, names in _NAIVE:
        domain = [*domain, (_CUSTOMER[model], "=", partner_id)]
        for values in env[model].search(domain).read([*names, date]):
            entries.append((values[date], model, values["id"], values))
    entries.sort(key=lambda entry: entry[:3], reverse=True)
    page = [entry for entry in entries if not before or entry[0] < before][:LIMIT]
    if len(page) != LIMIT:
        raise AssertionError(f"{len(page)} entries")


def _floor(bench, partner_id, before="2099-01-01"):
    bench.cr.execute(_FLOOR, {"partner": partner_id, "before": before})
    bench.cr.fetchall()


first = Case("first page of the timeline", sizes=SIZES, unit="entries")
first.prepare(_prepare)
first.suite(lambda bench, data: _timeline(bench, data[0]))
first.peer(lambda bench, data: _read_all(bench, data[0]))
first.floor(lambda bench, data: _floor(bench, data[0]))

middle = Case("page in the middle of the timeline", sizes=SIZES, unit="entries")
middle.prepare(_prepare)
middle.suite(lambda bench, data: _timeline(bench, *data))
middle.peer(lambda bench, data: _read_all(bench, *data))
middle.floor(lambda bench, data: _floor(bench, *data))
