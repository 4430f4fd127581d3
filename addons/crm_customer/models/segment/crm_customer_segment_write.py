from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

MAX_ID = 2**31 - 1
# each part works on rows of its own, so that their order does not matter
CHANGE = """
WITH target AS MATERIALIZED (%(target)s),
member AS (
    SELECT id, partner_id, date_from FROM crm_customer_segment_member
     WHERE segment_id = %(segment)s AND company_id = %(company)s AND date_to IS NULL
       AND %(scope)s),
gone AS (
    SELECT id, date_from FROM member
     WHERE NOT EXISTS (SELECT FROM target WHERE target.id = member.partner_id)),
came AS (
    SELECT id FROM target
     WHERE NOT EXISTS (SELECT FROM member WHERE member.partner_id = target.id)),
forgotten AS (
    DELETE FROM crm_customer_segment_member row USING gone
     WHERE row.id = gone.id AND gone.date_from >= %(today)s RETURNING 1),
closed AS (
    UPDATE crm_customer_segment_member row SET date_to = %(today)s FROM gone
     WHERE row.id = gone.id AND gone.date_from < %(today)s RETURNING 1),
back AS (
    SELECT DISTINCT ON (row.partner_id) row.id, row.partner_id
      FROM came
      JOIN crm_customer_segment_member row ON row.partner_id = came.id
       AND row.segment_id = %(segment)s AND row.company_id = %(company)s
       AND row.date_to >= %(today)s
     ORDER BY row.partner_id, row.date_to DESC),
reopened AS (
    UPDATE crm_customer_segment_member row SET date_to = NULL FROM back
     WHERE row.id = back.id RETURNING 1),
opened AS (
    INSERT INTO crm_customer_segment_member (segment_id, company_id, partner_id, date_from)
    SELECT %(segment)s, %(company)s, came.id, %(today)s
      FROM came
     WHERE NOT EXISTS (SELECT FROM back WHERE back.partner_id = came.id)
     ORDER BY came.id
    ON CONFLICT DO NOTHING
    RETURNING 1)
SELECT (SELECT COUNT(*) FROM reopened) + (SELECT COUNT(*) FROM opened),
       (SELECT COUNT(*) FROM forgotten) + (SELECT COUNT(*) FROM closed)
"""

SIZE = """
WITH figures AS (
    SELECT COUNT(*) FILTER (WHERE date_to IS NULL) AS size,
           COUNT(*) FILTER (WHERE date_from = %(today)s) AS came,
           COUNT(*) FILTER (WHERE date_to = %(today)s) AS gone
      FROM crm_customer_segment_member
     WHERE segment_id = %(segment)s AND company_id = %(company)s
       AND (date_to IS NULL OR date_to = %(today)s)),
replaced AS (
    UPDATE crm_customer_segment_size SET is_last_of_week = FALSE
     WHERE segment_id = %(segment)s AND company_id = %(company)s AND is_last_of_week
       AND week = date_trunc('week', %(today)s::date)::date AND date != %(today)s
    RETURNING 1)
INSERT INTO crm_customer_segment_size AS old (
       segment_id, company_id, date, week, is_last_of_week, size, came_count, left_count)
SELECT %(segment)s, %(company)s, %(today)s, date_trunc('week', %(today)s::date)::date, TRUE,
       size, came, gone
  FROM figures
ON CONFLICT (segment_id, company_id, date) DO UPDATE SET
       is_last_of_week = TRUE, size = EXCLUDED.size,
       came_count = EXCLUDED.came_count, left_count = EXCLUDED.left_count
RETURNING (SELECT COUNT(*) FROM replaced)
"""

# the last day of each week that the members know of, and today
REBUILD = """
WITH day AS (
    SELECT scope.segment_id, scope.company_id, scope.today,
           LEAST(monday::date + 6, scope.today) AS date, monday::date AS week
      FROM (SELECT segment_id, company_id, MIN(date_from) AS first, %(today)s::date AS today
              FROM crm_customer_segment_member
             WHERE segment_id = ANY(%(segments)s) AND company_id = %(company)s
             GROUP BY 1, 2) scope
     CROSS JOIN LATERAL generate_series(
           date_trunc('week', scope.first), scope.today, INTERVAL '7 days') monday),
cleared AS (
    DELETE FROM crm_customer_segment_size
     WHERE segment_id = ANY(%(segments)s) AND company_id = %(company)s
       AND date NOT IN (SELECT date FROM day) RETURNING 1)
INSERT INTO crm_customer_segment_size AS old (
       segment_id, company_id, date, week, is_last_of_week, size, came_count, left_count)
SELECT day.segment_id, day.company_id, day.date, day.week, TRUE,
       COUNT(*) FILTER (WHERE member.date_from <= day.date
           AND (member.date_to IS NULL OR member.date_to > day.date)),
       COUNT(*) FILTER (WHERE member.date_from = day.date),
       COUNT(*) FILTER (WHERE member.date_to = day.date)
  FROM day
  JOIN crm_customer_segment_member member USING (segment_id, company_id)
 GROUP BY 1, 2, 3, 4
ON CONFLICT (segment_id, company_id, date) DO UPDATE SET
       is_last_of_week = TRUE, size = EXCLUDED.size,
       came_count = EXCLUDED.came_count, left_count = EXCLUDED.left_count
RETURNING (SELECT COUNT(*) FROM cleared)
"""


class CrmCustomerSegment(models.Model):
    """How memberships are written: one statement closes who left and opens who came."""

    _inherit = "crm.customer.segment"

    def _change_members(self, company, target, scope, today=None):
        """Make ``target`` the members among the customers of ``scope``, as of today.

        Done twice it changes nothing.

        :param SQL target: query of the ``id`` of the customers that are to be in
        :param SQL scope: condition on ``partner_id`` of the customers that are looked at
        :return: (how many came, how many left)
        """
        self.env.flush_all()
        result = self.env.execute_query(
            SQL(
                CHANGE,
                target=target,
                scope=scope,
                segment=self.id,
                company=company.id,
                today=today or company._crm_get_today(),
            )
        )[0]
        self._forget_cached()
        return result

    def _enter(self, company, partner_ids):
        """Write that these customers are in from today on."""
        scope = SQL("partner_id = ANY(%s)", list(partner_ids))
        target = SQL("SELECT unnest(%s::int[]) AS id", list(partner_ids))
        return self._change_members(company, target, scope)

    def _leave(self, company, partner_ids):
        """Write that these customers are out from today on."""
        scope = SQL("partner_id = ANY(%s)", list(partner_ids))
        return self._change_members(company, SQL("SELECT NULL::int AS id LIMIT 0"), scope)

    def _empty(self, except_companies=()):
        """Let everybody leave that a rule brought in; lists keep whom somebody chose.

        :param except_companies: ids of the companies where they stay
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT member.segment_id, member.company_id
                  FROM crm_customer_segment_member member
                  JOIN crm_customer_segment segment ON segment.id = member.segment_id
                 WHERE segment.id = ANY(%s) AND segment.kind != 'list'
                   AND member.date_to IS NULL AND member.company_id != ALL(%s)
                """,
                self.ids,
                list(except_companies),
            )
        )
        nobody = SQL("SELECT NULL::int AS id LIMIT 0")
        for segment_id, company_id in rows:
            segment = self.browse(segment_id)
            # sudo: a company that the user has left is left by the segment as well
            company = self.env["res.company"].sudo().browse(company_id)
            segment._change_members(company, nobody, SQL("TRUE"))
            segment._write_size(company)

    def _write_size(self, company, today=None):
        """Write down the size of the day, again when it changed since."""
        self.env.execute_query(
            SQL(
                SIZE,
                segment=self.id,
                company=company.id,
                today=today or company._crm_get_today(),
            )
        )
        self.env["crm.customer.segment.size"].invalidate_model(flush=False)
        self.invalidate_recordset(["size", "trend"], flush=False)

    def _rebuild_sizes(self, company):
        """Write the sizes anew from the members: one of each week, and today's."""
        self.env.flush_all()
        today = company._crm_get_today()
        self.env.execute_query(SQL(REBUILD, segments=self.ids, company=company.id, today=today))
        self.env["crm.customer.segment.size"].invalidate_model(flush=False)

    @api.model
    def _replay_rfm(self, company, days):
        """Write when customers were in which class, from the purchases before today.

        For segments of classes that have no members yet: the past is written in its order.

        :param days: the ages of the days to ask, for example ``[90, 60, 30]``
        """
        segments = self.search([("kind", "=", "rfm")])
        segments = segments.filtered(lambda segment: company in segment._get_companies())
        today = company._crm_get_today()
        for age in sorted(days, reverse=True):
            day = today - timedelta(days=age)
            self.env["crm.customer.rfm"]._refresh_company(company, day)
            for segment in segments:
                query = segment._search_target(company, 0, MAX_ID)
                target = query.select(SQL("%s AS id", SQL.identifier("res_partner", "id")))
                segment._change_members(company, target, SQL("TRUE"), day)

    @api.model
    def _forget_cached(self):
        self.env["crm.customer.segment.member"].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(["crm_segment_ids"], flush=False)
        self.env["crm.customer.profile"].invalidate_model(["segment_ids"], flush=False)
