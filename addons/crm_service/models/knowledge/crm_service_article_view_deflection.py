from odoo import api, models
from odoo.tools import SQL

# a session is what one customer read on one day of the company; it is deflected when the
# customer opened no ticket from its first view until a day after its last one
_SESSIONS = """
WITH session AS (
    SELECT seen.company_id, seen.partner_id, seen.visitor, min(seen.date) AS start,
           max(seen.date) AS stop, array_agg(DISTINCT seen.article_id) AS articles
      FROM crm_service_article_view AS seen
      JOIN res_company AS company ON company.id = seen.company_id
      LEFT JOIN resource_calendar AS calendar ON calendar.id = company.resource_calendar_id
     WHERE seen.is_customer AND seen.date >= %(start)s AND seen.date < %(stop)s
       AND seen.company_id = ANY(%(companies)s)
     GROUP BY seen.company_id, seen.partner_id, seen.visitor,
           (seen.date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date
), told AS (
    SELECT session.*, NOT EXISTS (
        SELECT FROM crm_service_ticket AS ticket
         WHERE ticket.partner_id = session.partner_id
           AND ticket.company_id = session.company_id
           AND ticket.date_opened BETWEEN session.start AND session.stop + interval '24 hours'
    ) AND NOT EXISTS (
        SELECT FROM crm_service_ticket AS ticket
         WHERE ticket.article_visitor = session.visitor
           AND ticket.company_id = session.company_id
           AND ticket.date_opened BETWEEN session.start AND session.stop + interval '24 hours'
    ) AS is_deflected
      FROM session
)
"""


class CrmServiceArticleView(models.Model):
    """Deflection: who read an article and then opened no ticket within a day."""

    _inherit = "crm.service.article.view"

    @api.model
    def _get_deflection(self, date_from, date_to, company_ids):
        """Return ``(viewed, deflected)``: sessions of customers, and those without a ticket.

        A session of the last 24 hours may still be followed by a ticket; ask for periods that
        ended a day ago where that matters. Reads all views of the companies: check before.

        :param date_from: datetime in UTC, included
        :param date_to: datetime in UTC, not included
        """
        return self._query_sessions(
            "SELECT count(*), count(*) FILTER (WHERE is_deflected) FROM told",
            date_from,
            date_to,
            company_ids,
        )[0]

    @api.model
    def _get_deflection_by_article(self, date_from, date_to, company_ids):
        """Return ``{article_id: (viewed, deflected)}``; see ``_get_deflection``.

        A session counts for each article that was read in it, so the figures add up to more.
        """
        rows = self._query_sessions(
            "SELECT article, count(*), count(*) FILTER (WHERE is_deflected)"
            " FROM told, unnest(articles) AS article GROUP BY article",
            date_from,
            date_to,
            company_ids,
        )
        return {article: (viewed, deflected) for article, viewed, deflected in rows}

    @api.model
    def _query_sessions(self, select, date_from, date_to, company_ids):
        self.env.flush_all()
        sessions = SQL(_SESSIONS, start=date_from, stop=date_to, companies=list(company_ids))
        return self.env.execute_query(SQL("%s %s", sessions, SQL(select)))
