"""The statements that attribute won deals: what ``tools/attribution`` does, for many at once."""

from odoo.tools import SQL

from .crm_sales_attribution_credit import MODELS

# the deals that were decided, with what they brought and what touched them in the window; a partner
# is looked up, whatever the statistics of a table that has just grown say
JOURNEYS = """
WITH decided AS MATERIALIZED (
    SELECT nextval('crm_sales_attribution_journey_id_seq') AS journey_id,
           lead.id AS lead_id, lead.won_status AS status,
           COALESCE(lead.date_closed, lead.create_date) AS date, company.id AS company_id,
           company.currency_id, partner.commercial_partner_id AS customer_id,
           company.crm_attribution_days AS days, company.crm_attribution_half_life AS half_life,
           currency.decimal_places AS digits,
           CASE WHEN lead.won_status <> 'won' THEN 0
                WHEN company.crm_attribution_revenue = 'order'
                THEN round(COALESCE(ordered.amount, 0), currency.decimal_places)
                ELSE round(COALESCE(lead.expected_revenue, 0), currency.decimal_places)
                END AS revenue
      FROM crm_lead lead
      JOIN res_company company ON company.id = COALESCE(lead.company_id, %(first)s)
      JOIN res_currency currency ON currency.id = company.currency_id
      LEFT JOIN LATERAL (
            SELECT commercial_partner_id FROM res_partner
             WHERE id = lead.partner_id OFFSET 0) partner ON TRUE
      LEFT JOIN LATERAL (
            SELECT sum(so.amount_untaxed / COALESCE(NULLIF(so.currency_rate, 0), 1)) AS amount
              FROM sale_order so
             WHERE company.crm_attribution_revenue = 'order'
               AND so.opportunity_id = lead.id AND so.state = 'sale') ordered ON TRUE
     WHERE lead.type = 'opportunity' AND lead.won_status IN ('won', 'lost')
       AND lead.id = ANY(%(leads)s)
), met AS MATERIALIZED (
    SELECT decided.*, touch.id AS touch_id, touch.date AS touched_on, touch.campaign_id,
           touch.source_id, touch.medium_id, touch.channel,
           row_number() OVER journey AS place,
           count(*) OVER (PARTITION BY decided.lead_id) AS number,
           lag(touch.channel) OVER journey AS channel_before,
           lag(COALESCE(touch.campaign_id, 0)) OVER journey AS campaign_before
      FROM decided JOIN LATERAL (
        SELECT t.id, t.date, t.campaign_id, t.source_id, t.medium_id, t.channel, t.company_id
          FROM crm_sales_touchpoint t
         WHERE t.customer_id = decided.customer_id
           AND t.date <= decided.date AND t.date >= decided.date - decided.days * interval '1 day'
        UNION
        SELECT t.id, t.date, t.campaign_id, t.source_id, t.medium_id, t.channel, t.company_id
          FROM crm_sales_touchpoint t
         WHERE t.lead_id = decided.lead_id
           AND t.date <= decided.date AND t.date >= decided.date - decided.days * interval '1 day'
      ) touch ON touch.company_id IS NULL OR touch.company_id = decided.company_id
    WINDOW journey AS (PARTITION BY decided.lead_id ORDER BY touch.date, touch.id)
)
"""
WRITE_JOURNEYS = """
, journeys AS (
INSERT INTO crm_sales_attribution_journey (
    id, lead_id, status, date, company_id, currency_id, revenue, touch_count, days, path, campaigns,
    changed_on)
SELECT decided.journey_id, decided.lead_id, decided.status, decided.date, decided.company_id,
       decided.currency_id, decided.revenue, COALESCE(path.number, 0), COALESCE(path.days, 0),
       path.channels, path.campaigns, %(now)s
  FROM decided LEFT JOIN (
    SELECT lead_id, count(*) AS number,
           EXTRACT(EPOCH FROM min(date) - min(touched_on)) / 86400 AS days,
           string_agg(channel, '>' ORDER BY place)
               FILTER (WHERE channel IS DISTINCT FROM channel_before) AS channels,
           string_agg(COALESCE(campaign_id, 0)::text, '>' ORDER BY place)
               FILTER (WHERE COALESCE(campaign_id, 0) IS DISTINCT FROM campaign_before)
               AS campaigns
      FROM met GROUP BY lead_id) path USING (lead_id)
)
"""
# tools/attribution/models.py in SQL, the weights as the shortest text of the same doubles; then
# crm_customer/tools/kpi/share.py: the largest remainder, at equal ones the first
WRITE_CREDITS = """
, weighed AS (
    SELECT met.*,
           (abs(revenue) * power(10::numeric, digits))::numeric AS units,
           CASE WHEN place = 1 THEN 1 ELSE 0 END::numeric AS w_first,
           CASE WHEN place = number THEN 1 ELSE 0 END::numeric AS w_last,
           1::numeric AS w_linear,
           power(2::float8, -((EXTRACT(EPOCH FROM date - touched_on)::float8 / 86400
               - EXTRACT(EPOCH FROM date - max(touched_on) OVER (PARTITION BY lead_id))::float8
                 / 86400) / half_life))::text::numeric AS w_decay,
           CASE WHEN number < 3 THEN 1
                WHEN place IN (1, number) THEN 0.4
                ELSE ((1::float8 - 2 * 0.4::float8) / (number - 2))::text::numeric
                END AS w_position
      FROM met WHERE status = 'won'
), exact AS (
    SELECT weighed.*, %(exact)s FROM weighed
), ranked AS (
    SELECT exact.*, %(ranked)s FROM exact
), parts AS (
    SELECT ranked.*, sign(revenue) / power(10::numeric, digits) AS step, %(parts)s FROM ranked
)
INSERT INTO crm_sales_attribution_credit (
    journey_id, lead_id, date, company_id, currency_id, campaign_id, source_id, medium_id, channel,
    touch_count, %(columns)s)
SELECT parts.journey_id, parts.lead_id, parts.date, parts.company_id, parts.currency_id,
       parts.campaign_id, parts.source_id, parts.medium_id, parts.channel, count(*), %(sums)s
  FROM parts
 GROUP BY parts.journey_id, parts.lead_id, parts.date, parts.company_id, parts.currency_id,
          parts.campaign_id, parts.source_id, parts.medium_id, parts.channel
"""
WRITE_DIRECT = """
INSERT INTO crm_sales_attribution_credit (
    journey_id, lead_id, date, company_id, currency_id, channel, touch_count, %(columns)s)
SELECT id, lead_id, date, company_id, currency_id, 'direct', 0, %(amounts)s
  FROM crm_sales_attribution_journey
 WHERE lead_id = ANY(%(leads)s) AND touch_count = 0 AND status = 'won'
"""


# of the others what is left of each touch is the same, or nothing: the order is that of time
SORTED = ("decay", "position")


def _column(prefix, model):
    return SQL.identifier(f"{prefix}_{model}")


def _each(text, models=MODELS):
    """Return ``text`` for each of the models, with its columns as names."""
    names = ("w", "x", "r", "left", "p")
    return SQL(", ").join(
        SQL(text, **{name: _column(name, model) for name in names if f"%({name})s" in text})
        for model in models
    )


def write_credits():
    """Return what follows ``WRITE_JOURNEYS`` and writes the credits, in one statement."""
    return SQL(
        WRITE_CREDITS,
        exact=_each("units * %(w)s / sum(%(w)s) OVER (PARTITION BY lead_id) AS %(x)s"),
        ranked=SQL(
            "%s, %s, %s",
            _each(
                "row_number() OVER (PARTITION BY lead_id ORDER BY %(x)s - floor(%(x)s) DESC, place)"
                " AS %(r)s",
                SORTED,
            ),
            _each("place AS %(r)s", [model for model in MODELS if model not in SORTED]),
            _each("units - sum(floor(%(x)s)) OVER (PARTITION BY lead_id) AS %(left)s"),
        ),
        parts=_each("floor(%(x)s) + CASE WHEN %(r)s <= %(left)s THEN 1 ELSE 0 END AS %(p)s"),
        columns=columns(),
        sums=_each("sum(%(p)s * step)"),
    )


def columns():
    """Return the columns of the amounts."""
    return SQL(", ").join(SQL.identifier(f"amount_{model}") for model in MODELS)


def write_direct(leads):
    """Return what writes a row for each deal of ``leads`` that nothing has touched."""
    amounts = SQL(", ").join(SQL("revenue") for _model in MODELS)
    return SQL(WRITE_DIRECT, columns=columns(), amounts=amounts, leads=leads)
