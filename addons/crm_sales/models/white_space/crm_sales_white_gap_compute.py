from odoo import api, models
from odoo.tools import SQL

LOCK_KEY = 2012_2026  # first key of the advisory lock of a company's white space
LEAST_BUYERS = 2  # one buyer is no habit
# Customers of a group are in it at three grains; each is compared in the finest one that is large
# enough. Who misses a product is none of its buyers, so that of n in a group n - 1 are others.
_GAPS = """
WITH rate (currency_id, rate) AS (VALUES %(rates)s),
bought AS MATERIALIZED (
    SELECT record.partner_id, record.product_id,
           record.quantity::numeric * COALESCE(record.last_price, 0)::numeric
               * COALESCE(rate.rate, 1)
               / GREATEST(1, (%(today)s - record.date_first) / 365.0) AS yearly
      FROM crm_sales_purchase_record record
      LEFT JOIN rate ON rate.currency_id = record.currency_id
     WHERE record.company_id = %(company)s AND record.product_id IS NOT NULL
       AND record.date_last >= %(start)s),
customer AS MATERIALIZED (
    SELECT member.partner_id, member.segment_id, partner.crm_level_id AS level_id,
           partner.industry_id
      FROM crm_customer_segment_member member
      JOIN crm_customer_segment segment ON segment.id = member.segment_id AND segment.active
      JOIN res_partner partner ON partner.id = member.partner_id AND partner.active
     WHERE member.company_id = %(company)s AND member.date_to IS NULL
       AND member.partner_id IN (SELECT partner_id FROM bought)),
peers AS MATERIALIZED (
    SELECT ROW_NUMBER() OVER () AS number, peers.*
      FROM (SELECT segment_id, level_id, industry_id, COUNT(*)::int AS size,
                   3 - GROUPING(level_id) - GROUPING(industry_id) AS grain
              FROM customer
             GROUP BY GROUPING SETS (
                   (segment_id, level_id, industry_id), (segment_id, level_id), (segment_id))
           ) peers
     WHERE size > %(peers)s),
inside AS MATERIALIZED (
    SELECT customer.*, peers.number, peers.grain, peers.size
      FROM customer
      JOIN peers ON peers.segment_id = customer.segment_id AND (
           peers.grain = 1
           OR (peers.level_id IS NOT DISTINCT FROM customer.level_id AND (
               peers.grain = 2
               OR peers.industry_id IS NOT DISTINCT FROM customer.industry_id)))),
placed AS MATERIALIZED (
    SELECT DISTINCT ON (partner_id, segment_id) *
      FROM inside ORDER BY partner_id, segment_id, grain DESC),
habit AS MATERIALIZED (
    SELECT number, product_id, COUNT(*)::int AS buyers,
           ROUND((PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY yearly))::numeric, 2) AS expected
      FROM inside JOIN bought USING (partner_id)
     WHERE number IN (SELECT number FROM placed)
     GROUP BY number, product_id HAVING COUNT(*) >= %(least)s),
gap AS (
    SELECT placed.partner_id, habit.product_id, template.categ_id, placed.segment_id,
           placed.level_id, placed.industry_id, placed.grain::text AS grain,
           placed.size - 1 AS peer_count, habit.buyers AS buyer_count,
           100.0 * habit.buyers / (placed.size - 1) AS share, habit.expected AS expected_amount
      FROM placed
      JOIN habit USING (number)
      JOIN product_product product ON product.id = habit.product_id AND product.active
      JOIN product_template template ON template.id = product.product_tmpl_id
       AND template.active AND template.sale_ok
      LEFT JOIN bought own
             ON own.partner_id = placed.partner_id AND own.product_id = habit.product_id
     WHERE own.partner_id IS NULL
       AND 100.0 * habit.buyers >= %(share)s::numeric * (placed.size - 1))
"""
_WRITE = f"""{_GAPS},
written AS (
    INSERT INTO crm_sales_white_gap AS old (company_id, %(names)s)
    SELECT %(company)s, %(names)s FROM gap
    ON CONFLICT (company_id, partner_id, segment_id, product_id) DO UPDATE SET %(assign)s
     WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
    RETURNING 1)
DELETE FROM crm_sales_white_gap known
 WHERE company_id = %(company)s AND (partner_id, segment_id, product_id) NOT IN (
       SELECT partner_id, segment_id, product_id FROM gap)
RETURNING 1
"""
NAMES = (
    "partner_id",
    "product_id",
    "categ_id",
    "segment_id",
    "level_id",
    "industry_id",
    "grain",
    "peer_count",
    "buyer_count",
    "share",
    "expected_amount",
)


class CrmSalesWhiteGap(models.Model):
    """How white space is found: one statement a company, which writes what changed."""

    _inherit = "crm.sales.white.gap"

    @api.model
    def _cron_compute(self):
        """Find the white space of each company, a transaction each."""
        commit = self.env["ir.cron"]._commit_progress
        companies = self.env["res.company"].search([("active", "=", True)], order="id")
        left = len(companies)
        commit(remaining=left)
        for company in companies:
            self._compute_company(company)
            left -= 1
            if not commit(1, remaining=left):
                break

    @api.model
    def _compute_company(self, company):
        """Make the white space of ``company`` be what its customers do not buy.

        :return: whether it was done; else somebody else is at it
        """
        lock = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_KEY, company.id)
        if not self.env.execute_query(lock)[0][0]:
            return False
        self.env.flush_all()
        names = [SQL.identifier(name) for name in NAMES]
        self.env.execute_query(
            SQL(
                _WRITE,
                names=SQL(", ").join(names),
                assign=SQL(", ").join(SQL("%s = EXCLUDED.%s", name, name) for name in names),
                old=SQL(", ").join(SQL("old.%s", name) for name in names),
                new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in names),
                **self._prepare_gaps(company),
            )
        )
        self.invalidate_model(flush=False)
        return True

    @api.model
    def _prepare_gaps(self, company):
        today = company._crm_get_today()
        return {
            "company": company.id,
            "today": today,
            "start": self.env["crm.sales.cross.pair"]._get_start(company),
            "peers": company.crm_white_peers,
            "share": company.crm_white_share,
            "least": LEAST_BUYERS,
            "rates": self._sql_rates(company, today),
        }

    @api.model
    def _sql_rates(self, company, today):
        """Return a row a currency: what one unit of it is in that of the company."""
        # sudo: rates are no secret
        currencies = self.env["res.currency"].sudo().search([("active", "=", True)])
        rates = (currencies | company.currency_id)._get_rates(company, today)
        own = rates[company.currency_id.id]
        return SQL(", ").join(
            SQL("(%s, %s::numeric)", currency, own / rate) for currency, rate in rates.items()
        )
