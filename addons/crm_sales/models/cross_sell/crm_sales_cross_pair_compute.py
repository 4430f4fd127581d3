from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ...tools.cross_sell.pairs import Counts, choose, pair_number

LOCK_KEY = 2011_2026  # first key of the advisory lock of a company's pairs
FIGURES = (
    "both_count",
    "product_count",
    "other_count",
    "customer_count",
    "support",
    "confidence",
    "confidence_low",
    "confidence_high",
    "lift",
    "chance",
)
# A customer who bought a thousand things makes half a million pairs: what few buy is left out
# before pairs are made.
_BOUGHT = """
WITH bought AS MATERIALIZED (
    SELECT partner_id, product_id FROM crm_sales_purchase_record
     WHERE company_id = %(company)s AND product_id IS NOT NULL AND date_last >= %(start)s),
frequent AS MATERIALIZED (
    SELECT product_id, COUNT(*)::int AS customers FROM bought
     GROUP BY product_id HAVING COUNT(*) >= %(support)s),
basket AS MATERIALIZED (
    SELECT bought.* FROM bought JOIN frequent USING (product_id))
"""
_TOTALS = f"""{_BOUGHT}
SELECT (SELECT COUNT(DISTINCT partner_id)::int FROM bought), (SELECT COUNT(*)::int FROM frequent)
"""
_PAIRS = f"""{_BOUGHT},
pair AS (
    SELECT one.product_id AS first_id, two.product_id AS other_id, COUNT(*)::int AS both_count
      FROM basket one
      JOIN basket two ON two.partner_id = one.partner_id AND two.product_id > one.product_id
     GROUP BY one.product_id, two.product_id HAVING COUNT(*) >= %(support)s)
SELECT first_id, other_id, both_count, one.customers, two.customers
  FROM pair
  JOIN frequent one ON one.product_id = first_id
  JOIN frequent two ON two.product_id = other_id
 WHERE both_count::float * %(total)s >= %(lift)s * one.customers * two.customers
 ORDER BY first_id, other_id
"""
_WRITE = """
WITH fresh AS (SELECT * FROM UNNEST(%(arrays)s) AS fresh (product_id, other_id, %(names)s)),
written AS (
    INSERT INTO crm_sales_cross_pair AS pair (company_id, product_id, other_id, %(names)s)
    SELECT %(company)s, product_id, other_id, %(names)s FROM fresh
    ON CONFLICT (company_id, product_id, other_id) DO UPDATE SET %(assign)s
     WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
    RETURNING 1)
DELETE FROM crm_sales_cross_pair pair
 WHERE company_id = %(company)s AND NOT EXISTS (
       SELECT FROM fresh
        WHERE fresh.product_id = pair.product_id AND fresh.other_id = pair.other_id)
RETURNING 1
"""


class CrmSalesCrossPair(models.Model):
    """How pairs are found: counted in SQL from purchase records, tested, written in one go."""

    _inherit = "crm.sales.cross.pair"

    @api.model
    def _cron_compute(self):
        """Find the pairs of each company, a transaction each."""
        commit = self.env["ir.cron"]._commit_progress
        companies = self.env["res.company"].search([("active", "=", True)], order="id")
        left = len(companies)
        commit(remaining=left)
        for company in companies:
            self._compute_company(company)
            self.env["crm.sales.cross.offer"]._refresh_won(company)
            left -= 1
            if not commit(1, remaining=left):
                break

    @api.model
    def _get_start(self, company):
        """Return the first day of the purchases that are looked at."""
        return company._crm_get_today() - relativedelta(months=company.crm_cross_months)

    @api.model
    def _compute_company(self, company):
        """Make the pairs of ``company`` be what was bought.

        :return: the number of pairs, or None if somebody else is at it
        """
        lock = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_KEY, company.id)
        if not self.env.execute_query(lock)[0][0]:
            return None
        self.env["crm.sales.purchase.record"].flush_model()
        params = {
            "company": company.id,
            "start": self._get_start(company),
            "support": company.crm_cross_support,
            "lift": company.crm_cross_lift,
        }
        total, products = self.env.execute_query(SQL(_TOTALS, **params))[0]
        rows = self.env.execute_query(SQL(_PAIRS, total=total, **params))
        counts = [Counts(both, first, other, total) for _one, _two, both, first, other in rows]
        chosen = choose(counts, pair_number(products), company.crm_cross_lift)
        self._write_pairs(company, self._get_directions(rows, counts, chosen))
        return len(chosen)

    @api.model
    def _get_directions(self, rows, counts, chosen):
        """Return the rows of both directions: who buys the other one may buy the first, too."""
        result = []
        for place, likely in sorted(chosen.items()):
            first, other = rows[place][:2]
            both, firsts, others, total = counts[place]
            result.append((first, other, *self._get_values(counts[place], likely)))
            turned = (both, others, firsts, total)
            result.append((other, first, *self._get_values(turned, likely)))
        return result

    @api.model
    def _write_pairs(self, company, rows):
        kinds = ["int"] * 6 + ["float"] * 6
        columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
        names = [SQL.identifier(name) for name in FIGURES]
        self.env.execute_query(
            SQL(
                _WRITE,
                company=company.id,
                arrays=SQL(", ").join(
                    SQL("%s::" + kind + "[]", list(values))
                    for kind, values in zip(kinds, columns, strict=True)
                ),
                names=SQL(", ").join(names),
                assign=SQL(", ").join(SQL("%s = EXCLUDED.%s", name, name) for name in names),
                old=SQL(", ").join(SQL("pair.%s", name) for name in names),
                new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in names),
            )
        )
        self.invalidate_model(flush=False)
