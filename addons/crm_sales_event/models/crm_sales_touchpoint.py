from odoo import api, models
from odoo.tools import SQL

REGISTRATION = """
    SELECT %(origin)s::varchar AS origin, o.id AS res_id, o.%(date)s AS date,
           %(kind)s::varchar AS kind, 'event'::varchar AS channel,
           COALESCE(o.partner_id, known.id) AS partner_id, NULL::integer AS lead_id,
           o.utm_campaign_id AS campaign_id, o.utm_source_id AS source_id,
           o.utm_medium_id AS medium_id, o.company_id
      FROM event_registration o
      LEFT JOIN LATERAL (
            SELECT p.id FROM res_partner p
             WHERE o.partner_id IS NULL AND p.email_normalized = lower(trim(o.email))
               AND p.active AND p.partner_share
             ORDER BY p.id LIMIT 1) known ON TRUE
     WHERE o.active AND o.state = ANY(%(states)s) AND o.%(date)s IS NOT NULL AND (%(where)s)
"""


class CrmSalesTouchpoint(models.Model):
    """Registrations and attendance of events."""

    _inherit = "crm.sales.touchpoint"

    @api.model
    def _origins(self):
        return super()._origins() | {
            "registration": "event.registration",
            "attendance": "event.registration",
        }

    @api.model
    def _sources(self):
        return super()._sources() | {
            "event": (
                "event_registration",
                lambda since: SQL("o.write_date >= %s", since),
                self._select_registrations,
            )
        }

    @api.model
    def _select_registrations(self, where):
        """Return the SELECT of who registered, and of who came."""
        registered, came = (
            SQL(
                REGISTRATION,
                origin=kind,
                kind=kind,
                date=SQL.identifier(date),
                states=states,
                where=where,
            )
            for kind, date, states in (
                ("registration", "create_date", ["open", "done"]),
                ("attendance", "date_closed", ["done"]),
            )
        )
        return SQL("%s UNION ALL %s", registered, came)
