from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ...tools.segment.rfm import cells, parse_limits

# a hair below the fifths, so that rounding never takes the next value; exact to a billion rows
FIFTHS = [fifth / 5 - 1e-10 for fifth in (1, 2, 3, 4)]
# Grouped by the partner of the document first; only contacts who bought, and their companies, are
# grouped again: doing so for all costs a third more.
# FULL JOIN and ANY(ARRAY()) because both stay linear when the statistics of the table are stale,
# as they are after the first refresh: NOT EXISTS compared every row with every other.
STATEMENT = """
WITH documents AS MATERIALIZED (%(documents)s),
contact AS MATERIALIZED (
    SELECT partner.id, partner.commercial_partner_id AS owner
      FROM documents
      JOIN res_partner partner ON partner.id = documents.partner_id
     WHERE partner.commercial_partner_id != partner.id),
shared AS MATERIALIZED (
    SELECT id, owner FROM contact UNION SELECT owner, owner FROM contact),
summed AS (
    SELECT documents.*
      FROM documents
      LEFT JOIN shared ON shared.id = documents.partner_id
     WHERE shared.id IS NULL
     UNION ALL
    SELECT shared.owner, MAX(last), SUM(number), SUM(amount)
      FROM documents
      JOIN shared ON shared.id = documents.partner_id
     GROUP BY shared.owner),
bought AS MATERIALIZED (
    SELECT partner_id, %(day)s AS date_last, number::int AS frequency,
           ROUND(amount, %(digits)s) AS monetary
      FROM summed
     WHERE number > 0),
limits AS (%(limits)s),
scored AS (
    SELECT bought.*, %(recency)s AS r_score, %(frequency)s AS f_score, %(monetary)s AS m_score
      FROM bought CROSS JOIN limits),
fresh AS (
    SELECT scored.*,
           (%(classes)s)[25 * r_score + 5 * f_score + m_score - 30] AS class_id
      FROM scored),
changed AS MATERIALIZED (
    SELECT fresh.*, old.id AS old_id
      FROM fresh
      FULL JOIN (SELECT * FROM crm_customer_rfm WHERE company_id = %(company)s) old
        ON old.partner_id = fresh.partner_id
     WHERE old.id IS NULL OR fresh.partner_id IS NULL OR old.currency_id != %(currency)s
        OR (old.date_last, old.frequency, old.monetary,
            old.r_score, old.f_score, old.m_score, old.class_id)
        IS DISTINCT FROM (fresh.date_last, fresh.frequency, fresh.monetary,
            fresh.r_score, fresh.f_score, fresh.m_score, fresh.class_id)),
gone AS (
    DELETE FROM crm_customer_rfm
     WHERE id = ANY(ARRAY(SELECT old_id FROM changed WHERE partner_id IS NULL))
    RETURNING 1),
written AS (
    INSERT INTO crm_customer_rfm AS rfm (
           partner_id, company_id, currency_id, date_last, frequency, monetary,
           r_score, f_score, m_score, class_id)
    SELECT partner_id, %(company)s, %(currency)s, date_last, frequency, monetary,
           r_score, f_score, m_score, class_id
      FROM changed
     WHERE partner_id IS NOT NULL
    ON CONFLICT (partner_id, company_id) DO UPDATE SET
           currency_id = EXCLUDED.currency_id, date_last = EXCLUDED.date_last,
           frequency = EXCLUDED.frequency, monetary = EXCLUDED.monetary,
           r_score = EXCLUDED.r_score, f_score = EXCLUDED.f_score,
           m_score = EXCLUDED.m_score, class_id = EXCLUDED.class_id
    RETURNING 1)
SELECT (SELECT COUNT(*) FROM written), (SELECT COUNT(*) FROM gone)
"""


class CrmCustomerRfm(models.Model):
    """One statement adds up, scores, classifies, and writes only the rows that changed."""

    _inherit = "crm.customer.rfm"

    @api.model
    def _refresh_company(self, company, today=None):
        """Bring the rows of ``company`` up to date.

        :param today: a day of the past, to compute what the scores were at its end
        :return: (rows written, rows removed)
        """
        self.env.flush_all()
        today = today or company._crm_get_today()
        # a million groups stay in memory; until the transaction ends
        self.env.cr.execute("SET LOCAL work_mem = '256MB'")
        # compiling takes longer than it saves
        self.env.cr.execute("SET LOCAL jit = off")
        result = self.env.execute_query(self._sql_refresh(company, today))[0]
        self.invalidate_model(flush=False)
        return result

    @api.model
    def _sql_refresh(self, company, today):
        is_order = company.crm_rfm_source == "order"
        return SQL(
            STATEMENT,
            company=company.id,
            currency=company.currency_id.id,
            digits=company.currency_id.decimal_places,
            documents=(
                self._sql_orders(company, today) if is_order else self._sql_invoices(company, today)
            ),
            day=self._sql_day(company) if is_order else SQL("last"),
            classes=self._sql_classes(company),
            **self._sql_scores(company, today),
        )

    @api.model
    def _sql_day(self, company):
        """The clock of the company decides which day it was."""
        zone = company._crm_get_tz()
        return SQL("(last AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", zone)

    @api.model
    def _get_start(self, company, today):
        """Return the first day that counts: the first of all, when there is no window."""
        months = company.crm_rfm_months
        return today - relativedelta(months=months) if months else date.min

    @api.model
    def _sql_orders(self, company, today):
        """Confirmed orders: cancelled ones and quotations do not count."""
        zone = company._crm_get_tz()
        return SQL(
            """
            SELECT partner_id, MAX(date_order) AS last, COUNT(*) AS number,
                   SUM(CASE WHEN currency_rate = 1 THEN amount_untaxed
                       ELSE amount_untaxed / COALESCE(NULLIF(currency_rate, 0), 1)
                       END) AS amount
              FROM sale_order
             WHERE state = 'sale' AND company_id = %(company)s
               AND date_order >= %(start)s::timestamp AT TIME ZONE %(zone)s AT TIME ZONE 'UTC'
               AND date_order < %(stop)s::timestamp AT TIME ZONE %(zone)s AT TIME ZONE 'UTC'
             GROUP BY partner_id
            """,
            company=company.id,
            start=self._get_start(company, today),
            stop=today + timedelta(days=1),
            zone=zone,
        )

    @api.model
    def _sql_invoices(self, company, today):
        """Posted invoices; refunds subtract their amount and are no purchase."""
        return SQL(
            """
            SELECT partner_id, MAX(invoice_date) FILTER (WHERE move_type = 'out_invoice') AS last,
                   COUNT(*) FILTER (WHERE move_type = 'out_invoice') AS number,
                   SUM(amount_untaxed_signed) AS amount
              FROM account_move
             WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
               AND company_id = %s AND partner_id IS NOT NULL
               AND invoice_date BETWEEN %s AND %s
             GROUP BY partner_id
            """,
            company.id,
            self._get_start(company, today),
            today,
        )

    @api.model
    def _sql_scores(self, company, today):
        """Return the limits and the three scores, see ``tools.segment.rfm``."""
        if company.crm_rfm_scoring == "limits":
            return self._sql_scores_entered(company, today)
        parts = [
            SQL(
                "percentile_disc(%s::float8[]) WITHIN GROUP (ORDER BY %s) AS %s",
                FIFTHS,
                column,
                column,
            )
            for column in map(SQL.identifier, ("date_last", "frequency", "monetary"))
        ]
        return {
            "limits": SQL("SELECT %s FROM bought", SQL(", ").join(parts)),
            "recency": self._sql_steps("bought.date_last > limits.date_last[%s]"),
            "frequency": self._sql_steps("bought.frequency > limits.frequency[%s]"),
            "monetary": self._sql_steps("bought.monetary > limits.monetary[%s]"),
        }

    @api.model
    def _sql_scores_entered(self, company, today):
        names = ("crm_rfm_recency_limits", "crm_rfm_frequency_limits", "crm_rfm_monetary_limits")
        recency, frequency, monetary = (parse_limits(company[name]) for name in names)
        return {
            "limits": SQL(
                "SELECT %s::numeric[] AS days, %s::numeric[] AS frequency,"
                " %s::numeric[] AS monetary, %s::date AS today",
                recency,
                frequency,
                monetary,
                today,
            ),
            "recency": self._sql_steps("limits.today - bought.date_last <= limits.days[%s]"),
            "frequency": self._sql_steps("bought.frequency >= limits.frequency[%s]"),
            "monetary": self._sql_steps("bought.monetary >= limits.monetary[%s]"),
        }

    @api.model
    def _sql_steps(self, condition):
        steps = SQL(" + ").join(SQL(f"({condition})::int", step) for step in (1, 2, 3, 4))
        return SQL("1 + %s", steps)

    @api.model
    def _sql_classes(self, company):
        """Return the array of the ids of the classes of all 125 cells."""
        scheme = company.crm_rfm_scheme
        classes = self.env["crm.customer.rfm.class"].sudo().search([("scheme", "=", scheme)])
        ids = {rfm_class.code: rfm_class.id for rfm_class in classes}
        return SQL("%s::int[]", [ids[code] for code in cells(scheme)])
