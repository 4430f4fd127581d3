from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# a browser says every 20 seconds that it is there
EXPIRES = timedelta(seconds=60)


class CrmServicePresence(models.Model):
    """Who looks at a ticket or writes on it just now: forgotten after a minute.

    Nobody reads or writes it but through the ticket.
    """

    _name = "crm.service.presence"
    _description = "Presence on a Ticket"
    _log_access = False

    ticket_id = fields.Many2one("crm.service.ticket", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade", index=True)
    date_seen = fields.Datetime(required=True)
    is_writing = fields.Boolean()

    _ticket_user_uniq = models.UniqueIndex("(ticket_id, user_id)")

    @api.model
    def _note(self, ticket, is_writing):
        """Note that the user is there; two browsers of one user share a line."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                "INSERT INTO crm_service_presence (ticket_id, user_id, date_seen, is_writing) "
                "VALUES (%s, %s, %s, %s) ON CONFLICT (ticket_id, user_id) DO UPDATE "
                "SET date_seen = EXCLUDED.date_seen, is_writing = EXCLUDED.is_writing "
                "RETURNING id",
                ticket.id,
                self.env.uid,
                fields.Datetime.now(),
                is_writing,
            )
        )
        self.invalidate_model()

    @api.model
    def _find_others(self, ticket):
        """Return the lines of who else was there in the last minute."""
        return self.search(
            [
                ("ticket_id", "=", ticket.id),
                ("user_id", "!=", self.env.uid),
                ("date_seen", ">", fields.Datetime.now() - EXPIRES),
            ]
        )

    @api.autovacuum
    def _gc_presences(self):
        old = fields.Datetime.now() - timedelta(days=1)
        self.search([("date_seen", "<", old)], limit=10000).unlink()
