"""Touchpoints: collecting them, attributing won deals to them, and the page of a quarter.

``floor`` is bare SQL: for the collecting a bare copy of the traces, for the attributing first,
last and linear shares summed by campaign, for the page the same sums over what is attributed.
"""

from tests import volume

from .harness import Case

SIZES = (100_000, 1_000_000)
collect = Case("collect touchpoints of mailings", sizes=SIZES, unit="touchpoints", rounds=3)
attribute = Case("attribute won deals", sizes=SIZES, unit="touchpoints", rounds=3)
summed = Case("attribution of a year by campaign", sizes=SIZES, unit="touchpoints", rounds=5)

PER_DEAL = 10
_CLEAR = """
DELETE FROM crm_sales_attribution_journey;
TRUNCATE crm_sales_attribution_credit, crm_sales_touchpoint
"""
_PEOPLE = """
INSERT INTO res_partner (name, complete_name, active, is_company, type, autopost_bills,
                         create_date)
SELECT 'Touched ' || n, 'Touched ' || n, TRUE, TRUE, 'contact', 'ask', now()
  FROM generate_series(1, %(deals)s) n
"""
_COMMERCIAL = """
UPDATE res_partner SET commercial_partner_id = id
 WHERE name LIKE 'Touched %%' AND commercial_partner_id IS NULL
"""
_DEALS = """
INSERT INTO crm_lead (name, type, active, partner_id, company_id, won_status, expected_revenue,
                      date_closed, create_date, write_date)
SELECT 'Touched', 'opportunity', TRUE, p.id, %(company)s,
       CASE WHEN p.id %% 4 = 0 THEN 'lost' ELSE 'won' END, 100 + p.id %% 9000,
       TIMESTAMP '2026-03-01' + (p.id %% 300) * interval '1 day', now(), now()
  FROM res_partner p WHERE p.name LIKE 'Touched %%'
   AND NOT EXISTS (SELECT FROM crm_lead l WHERE l.partner_id = p.id)
"""
_CAMPAIGNS = """
INSERT INTO utm_campaign (name, title, user_id, stage_id, active)
SELECT 'Bench ' || n, jsonb_build_object('en_US', 'Bench ' || n), 2,
       (SELECT min(id) FROM utm_stage), TRUE
  FROM generate_series(1, 20) n
    ON CONFLICT DO NOTHING
"""
_TRACES = """
INSERT INTO mailing_trace (trace_type, model, res_id, email, campaign_id, open_datetime,
                           trace_status, create_date)
SELECT 'mail', 'res.partner', l.partner_id, 'a@b.example.com',
       (SELECT min(id) FROM utm_campaign WHERE name LIKE 'Bench %%') + (l.id + n * 7) %% 20,
       l.date_closed - (1 + (l.id * 7 + n * 11) %% 85) * interval '1 day', 'open', now()
  FROM crm_lead l CROSS JOIN generate_series(1, %(per_deal)s) n
 WHERE l.name = 'Touched'
   AND NOT EXISTS (SELECT FROM mailing_trace t WHERE t.model = 'res.partner'
                      AND t.res_id = l.partner_id)
"""
_COPY = """
CREATE TEMP TABLE bare ON COMMIT DROP AS
SELECT t.id, t.open_datetime, t.campaign_id, p.id AS partner_id, p.commercial_partner_id
  FROM mailing_trace t JOIN res_partner p ON p.id = t.res_id AND t.model = 'res.partner'
 WHERE t.open_datetime IS NOT NULL
"""
_SHARES = """
CREATE TEMP TABLE bare ON COMMIT DROP AS
WITH met AS (
    SELECT l.id, l.expected_revenue, t.campaign_id,
           row_number() OVER (PARTITION BY l.id ORDER BY t.date, t.id) AS place,
           count(*) OVER (PARTITION BY l.id) AS number
      FROM crm_lead l
      JOIN res_partner p ON p.id = l.partner_id
      JOIN crm_sales_touchpoint t ON t.customer_id = p.commercial_partner_id
       AND t.date BETWEEN l.date_closed - interval '90 days' AND l.date_closed
     WHERE l.type = 'opportunity' AND l.won_status = 'won')
SELECT id, campaign_id, sum(CASE WHEN place = 1 THEN expected_revenue END) AS first,
       sum(CASE WHEN place = number THEN expected_revenue END) AS last,
       sum(expected_revenue / number) AS linear
  FROM met GROUP BY id, campaign_id
"""
_SUMS = """
SELECT campaign_id, sum(amount_first), sum(amount_last), sum(amount_linear), sum(amount_decay),
       sum(amount_position), count(DISTINCT journey_id)
  FROM crm_sales_attribution_credit
 WHERE date >= '2026-01-01' AND date < '2027-01-01' GROUP BY campaign_id
"""


def _company(env):
    return env["res.company"].search([], order="id", limit=1)


def _fill(bench, size):
    """Bring the database to ``size`` opened mails of a tenth as many decided deals."""
    values = {"deals": size // PER_DEAL, "company": _company(bench.env).id, "per_deal": PER_DEAL}
    volume.set_defaults(bench.cr)
    have = "SELECT count(*) FROM crm_lead WHERE name = 'Touched'"
    bench.cr.execute(have)
    values["deals"] -= bench.cr.fetchone()[0]
    for query in (_CLEAR, _PEOPLE, _COMMERCIAL, _DEALS, _CAMPAIGNS, _TRACES):
        bench.cr.execute(query, values)
    bench.vacuum()


def _collect(bench):
    count = bench.env["crm.sales.touchpoint"]._collect_all()
    if not count:
        raise AssertionError("nothing was collected")


def _attribute(bench):
    bench.env["crm.sales.attribution.journey"]._attribute_all()


@collect.prepare
def _prepare_collect(bench, size):
    _fill(bench, size)


@collect.suite
def _suite_collect(bench, _data):
    _collect(bench)


@collect.floor
def _floor_collect(bench, _data):
    bench.cr.execute(_COPY)


@attribute.prepare
def _prepare_attribute(bench, size):
    _fill(bench, size)
    _collect(bench)
    bench.vacuum()


@attribute.suite
def _suite_attribute(bench, _data):
    _attribute(bench)


@attribute.floor
def _floor_attribute(bench, _data):
    bench.cr.execute(_SHARES)


@summed.prepare
def _prepare_summed(bench, size):
    _prepare_attribute(bench, size)
    _attribute(bench)
    bench.vacuum()


@summed.suite
def _suite_summed(bench, _data):
    reports = bench.env["crm.sales.attribution.report"]
    days = {"period": "custom", "date_start": "2026-01-01", "date_stop": "2026-12-31"}
    page = reports.get_page(days | {"dimension": "campaign"})
    if not page["total"]["deals"]:
        raise AssertionError("an empty page")


@summed.floor
def _floor_summed(bench, _data):
    bench.cr.execute(_SUMS)
