"""What is a touchpoint, source by source: a SELECT over the table ``o`` of the origin.

Each gives (origin, res_id, date, kind, channel, partner_id, lead_id, campaign_id, source_id,
medium_id, company_id), of the rows of ``o`` for which ``%(where)s`` holds.
"""

from odoo import api, models
from odoo.tools import SQL

# of a trace ``t``: the contact, lead or order that the mail went to, else who has the address
PERSON = """
      LEFT JOIN res_partner named ON t.model = 'res.partner' AND named.id = t.res_id
      LEFT JOIN sale_order ordered ON t.model = 'sale.order' AND ordered.id = t.res_id
      LEFT JOIN crm_lead lead
        ON lead.id = CASE t.model WHEN 'crm.lead' THEN t.res_id ELSE ordered.opportunity_id END
      LEFT JOIN LATERAL (
            SELECT p.id FROM res_partner p
             WHERE COALESCE(named.id, lead.id, ordered.id) IS NULL
               AND p.email_normalized = t.email AND p.active AND p.partner_share
             ORDER BY p.id LIMIT 1) known ON TRUE
"""
TRACE = """
    SELECT %(origin)s::varchar AS origin, o.id AS res_id, o.%(date)s AS date,
           %(kind)s::varchar AS kind, 'mailing'::varchar AS channel,
           COALESCE(named.id, ordered.partner_id, lead.partner_id, known.id) AS partner_id,
           lead.id AS lead_id, COALESCE(o.campaign_id, m.campaign_id) AS campaign_id,
           m.source_id, m.medium_id, COALESCE(ordered.company_id, lead.company_id) AS company_id
      FROM mailing_trace o
      JOIN LATERAL (SELECT o.model, o.res_id, o.email) t ON TRUE
      LEFT JOIN mailing_mailing m ON m.id = o.mass_mailing_id
      %(person)s
     WHERE o.%(date)s IS NOT NULL AND o.is_test_trace IS NOT TRUE AND (%(where)s)
"""
# clicks of one person (the recipient, else the address of the net) on one link, of which each
# lies 30 minutes or less after the one before, are one: the first
VISITS = """
    SELECT c.*, CASE WHEN COALESCE(c.mailing_trace_id::text, c.ip) IS NULL
                     THEN TRUE
                     ELSE COALESCE(c.create_date > lag(c.create_date) OVER visitor
                                   + interval '30 minutes', TRUE) END AS is_first
      FROM (
        SELECT c.* FROM link_tracker_click c JOIN (
            SELECT DISTINCT o.link_id, o.mailing_trace_id FROM link_tracker_click o
             WHERE o.mailing_trace_id IS NOT NULL AND (%(where)s)
            ) touched USING (link_id, mailing_trace_id)
        UNION ALL
        SELECT c.* FROM link_tracker_click c JOIN (
            SELECT DISTINCT o.link_id, o.ip FROM link_tracker_click o
             WHERE o.mailing_trace_id IS NULL AND o.ip IS NOT NULL AND (%(where)s)
            ) touched USING (link_id, ip)
         WHERE c.mailing_trace_id IS NULL
        UNION ALL
        SELECT o.* FROM link_tracker_click o
         WHERE o.mailing_trace_id IS NULL AND o.ip IS NULL AND (%(where)s)
      ) c
    WINDOW visitor AS (
        PARTITION BY c.link_id, COALESCE('t' || c.mailing_trace_id, 'i' || c.ip)
        ORDER BY c.create_date, c.id)
"""
CLICK = """
    SELECT 'click'::varchar AS origin, o.id AS res_id, o.create_date AS date,
           'click'::varchar AS kind,
           CASE WHEN t.id IS NULL THEN 'link' ELSE 'mailing' END::varchar AS channel,
           COALESCE(named.id, ordered.partner_id, lead.partner_id, known.id) AS partner_id,
           lead.id AS lead_id,
           COALESCE(o.campaign_id, link.campaign_id, m.campaign_id) AS campaign_id,
           COALESCE(link.source_id, m.source_id) AS source_id,
           COALESCE(link.medium_id, m.medium_id) AS medium_id,
           COALESCE(ordered.company_id, lead.company_id) AS company_id
      FROM (%(visits)s) o
      JOIN link_tracker link ON link.id = o.link_id
      LEFT JOIN mailing_trace t ON t.id = o.mailing_trace_id
      LEFT JOIN mailing_mailing m ON m.id = COALESCE(o.mass_mailing_id, t.mass_mailing_id)
      %(person)s
     WHERE o.is_first AND t.is_test_trace IS NOT TRUE
"""
# a file that is imported is no act of those in it
ARRIVAL = """
    SELECT 'arrival'::varchar AS origin, o.id AS res_id, o.date,
           CASE WHEN o.channel IN ('form', 'qr') THEN 'form' ELSE 'enquiry' END::varchar AS kind,
           'form'::varchar AS channel, COALESCE(o.partner_id, lead.partner_id) AS partner_id,
           lead.id AS lead_id, COALESCE(o.campaign_id, own.campaign_id) AS campaign_id,
           COALESCE(o.source_id, own.source_id) AS source_id,
           COALESCE(o.medium_id, own.medium_id) AS medium_id,
           COALESCE(o.company_id, lead.company_id) AS company_id
      FROM crm_sales_lead_arrival o
      LEFT JOIN crm_lead lead ON lead.id = o.lead_id
      LEFT JOIN crm_lead own ON own.id = o.lead_id AND o.result IN ('new', 'customer')
     WHERE o.result IN ('new', 'customer', 'joined') AND o.channel <> 'import' AND (%(where)s)
"""
# who came by an enquiry touched us with that one
LEAD = """
    SELECT 'lead'::varchar AS origin, o.id AS res_id, o.create_date AS date,
           'lead'::varchar AS kind, 'source'::varchar AS channel, o.partner_id, o.id AS lead_id,
           o.campaign_id, o.source_id, o.medium_id, o.company_id
      FROM crm_lead o
     WHERE (o.campaign_id IS NOT NULL OR o.source_id IS NOT NULL OR o.medium_id IS NOT NULL)
       AND NOT EXISTS (
            SELECT FROM crm_sales_lead_arrival a
             WHERE a.lead_id = o.id AND a.result IN ('new', 'customer')
               AND a.channel <> 'import')
       AND (%(where)s)
"""
INTERACTION = """
    SELECT 'interaction'::varchar AS origin, o.id AS res_id, o.date,
           CASE o.kind WHEN 'wechat' THEN 'chat' ELSE o.kind END::varchar AS kind,
           CASE o.kind WHEN 'wechat' THEN 'chat' ELSE o.kind END::varchar AS channel,
           o.partner_id, o.lead_id, NULL::integer AS campaign_id,
           NULL::integer AS source_id, NULL::integer AS medium_id, o.company_id
      FROM crm_customer_interaction o
     WHERE o.is_contact AND (%(where)s)
"""


class CrmSalesTouchpoint(models.Model):
    """The sources of the host, of enquiries and of interactions."""

    _inherit = "crm.sales.touchpoint"

    @api.model
    def _sources(self):
        """Return ``{source: (table, fresh, select)}``; bridges add theirs.

        ``fresh(since)`` is the condition on ``o`` of what is new since then, of indexes alone;
        ``select(where)`` gives the touchpoints, see this module.
        """
        return {
            "trace": ("mailing_trace", self._fresh_traces, self._select_traces),
            "click": ("link_tracker_click", self._fresh_created, self._select_clicks),
            "arrival": (
                "crm_sales_lead_arrival",
                lambda since: SQL("o.date >= %s", since),
                lambda where: SQL(ARRIVAL, where=where),
            ),
            "lead": (
                "crm_lead",
                self._fresh_created,
                lambda where: SQL(LEAD, where=where),
            ),
            "interaction": (
                "crm_customer_interaction",
                lambda since: SQL("o.write_date >= %s", since),
                lambda where: SQL(INTERACTION, where=where),
            ),
        }

    @api.model
    def _fresh_created(self, since):
        return SQL("o.create_date >= %s", since)

    @api.model
    def _fresh_traces(self, since):
        return SQL("(o.open_datetime >= %(since)s OR o.reply_datetime >= %(since)s)", since=since)

    @api.model
    def _select_traces(self, where):
        opened, answered = (
            SQL(
                TRACE,
                origin=origin,
                kind=kind,
                date=SQL.identifier(date),
                person=SQL(PERSON),
                where=where,
            )
            for origin, kind, date in (
                ("trace_open", "open", "open_datetime"),
                ("trace_reply", "reply", "reply_datetime"),
            )
        )
        return SQL("%s UNION ALL %s", opened, answered)

    @api.model
    def _select_visits(self, where):
        """Return the SELECT of the clicks of whoever made those of ``where``, and which count."""
        return SQL(VISITS, where=where)

    @api.model
    def _select_clicks(self, where):
        return SQL(CLICK, visits=self._select_visits(where), person=SQL(PERSON))
