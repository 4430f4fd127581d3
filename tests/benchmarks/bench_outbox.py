"""Customers that are written while a webhook watches them: noting and storing the events.

``peer`` is the same write while nobody watches, which is what the capture must be held
against; ``floor`` is the bare SQL of the write and of the events.
"""

from odoo.fields import Command

from .harness import Case

case = Case("write watched customers", sizes=(1_000, 10_000), unit="customers")

_CUSTOMERS = """
INSERT INTO res_partner (name, complete_name, is_company, type, active, autopost_bills, crm_code)
SELECT name, name, true, 'contact', true, 'ask', name
  FROM (SELECT 'O' || %(mark)s || '-' || n AS name FROM generate_series(1, %(size)s) AS n) AS rows
RETURNING id
"""
_WRITE = "UPDATE res_partner SET function = 'Purchase' WHERE id = ANY(%s)"
_EVENTS = """
INSERT INTO crm_outbox_event (uuid, date, model, res_id, kind, field_names, key)
SELECT gen_random_uuid()::text, now(), 'res.partner', id, 'updated', '["function"]'::jsonb, crm_code
  FROM res_partner WHERE id = ANY(%s)
"""


@case.prepare
def _prepare(bench, size):
    """Return the ids of ``size`` customers, which an endpoint wants to hear of."""
    endpoints = bench.env["crm.outbox.endpoint"]
    endpoints.search([]).active = False
    endpoint = endpoints.create(
        {
            "name": f"Bench {size}",
            "url": "https://erp.example.com/hook",
            "secret": "example-secret-of-32-characters!!",
            "subscription_ids": [Command.create({"model": "res.partner"})],
        }
    )
    bench.env.flush_all()
    bench.cr.execute(_CUSTOMERS, {"size": size, "mark": endpoint.id})
    ids = [row[0] for row in bench.cr.fetchall()]
    bench.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", [ids])
    bench.commit()
    bench.cr.execute("ANALYZE res_partner")
    return ids


def _write(bench, ids):
    bench.env["res.partner"].browse(ids).function = "Purchase"
    bench.cr.flush()


def _check_events(bench, expected):
    bench.cr.execute("SELECT count(*) FROM crm_outbox_event WHERE field_names ? 'function'")
    found = bench.cr.fetchone()[0]
    if found != expected:
        raise AssertionError(f"{found} events")


@case.suite
def _captured(bench, ids):
    _write(bench, ids)
    _check_events(bench, len(ids))


@case.peer
def _unwatched(bench, ids):
    # undone with the rest of the call
    bench.cr.execute("UPDATE crm_outbox_endpoint SET active = false")
    _write(bench, ids)
    _check_events(bench, 0)


@case.floor
def _bare(bench, ids):
    bench.cr.execute(_WRITE, [ids])
    bench.cr.execute(_EVENTS, [ids])
    _check_events(bench, len(ids))
