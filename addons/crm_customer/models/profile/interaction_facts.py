from odoo import api, fields, models
from odoo.tools import SQL

INTERACTIONS = """
    SELECT MAX(i.date) AS moment, i.company_id
      FROM crm_customer_interaction i
     WHERE i.commercial_partner_id = target.partner_id
       AND target.partner_id = target.commercial_id
       AND i.is_contact AND i.date <= %s
     GROUP BY i.company_id
"""
MEETINGS = """
    SELECT MAX(event.stop), NULL::integer
      FROM calendar_event_res_partner_rel attendee
      JOIN calendar_event event ON event.id = attendee.calendar_event_id
     WHERE attendee.res_partner_id = target.partner_id
       AND event.active AND event.stop <= %s
       AND COALESCE(event.privacy, 'public') != 'private'
"""
EMAILS_IN = """
    SELECT MAX(message.date), NULL::integer
      FROM mail_message message
     WHERE message.author_id = target.partner_id
       AND message.message_type = 'email'
"""
EMAILS_OUT = """
    SELECT MAX(message.date), NULL::integer
      FROM mail_notification notified
      JOIN mail_message message ON message.id = notified.mail_message_id
     WHERE notified.res_partner_id = target.partner_id
       AND notified.notification_type = 'email'
       AND notified.notification_status NOT IN ('bounce', 'exception', 'canceled')
       AND message.message_type IN ('comment', 'email_outgoing')
"""


class CrmCustomerProfile(models.Model):
    """When somebody was last in touch with the customer."""

    _inherit = "crm.customer.profile"

    last_contact_date = fields.Date(
        "Last Contact",
        readonly=True,
        help="Last day on which the customer was reached: interactions, past meetings, "
        "and emails to and from the people of the customer.",
    )

    @api.model
    def _fact_queries(self):
        return super()._fact_queries() | {
            "contact": (["last_contact_date"], self._sql_contact_facts()),
        }

    @api.model
    def _sql_contact_facts(self):
        """Take the latest of all; what is recorded twice counts once all the same."""
        contacts = SQL(" UNION ALL ").join(self._sql_contacts())
        return SQL(
            """
            SELECT contact.customer_id, company.id,
                   MAX((contact.moment AT TIME ZONE 'UTC' AT TIME ZONE company.tz)::date)
              FROM (
                SELECT target.commercial_id AS customer_id, contact.moment,
                       customer.company_id AS customer_company_id, contact.company_id
                  FROM target
                  JOIN res_partner customer ON customer.id = target.commercial_id
                   AND customer.crm_code IS NOT NULL
                  CROSS JOIN LATERAL (%(contacts)s) contact
                 WHERE contact.moment IS NOT NULL
                -- looked up once per partner, not once per company
                OFFSET 0
              ) contact
              JOIN company ON company.id = COALESCE(contact.company_id, company.id)
               AND company.id = COALESCE(contact.customer_company_id, company.id)
             GROUP BY contact.customer_id, company.id
            """,
            contacts=contacts,
        )

    @api.model
    def _sql_contacts(self):
        """Return queries of the last ``(moment, company_id)`` of ``target.partner_id``.

        A moment without company counts in all of them. Private meetings are left out.
        """
        now = fields.Datetime.now()
        return [SQL(INTERACTIONS, now), SQL(MEETINGS, now), SQL(EMAILS_IN), SQL(EMAILS_OUT)]
