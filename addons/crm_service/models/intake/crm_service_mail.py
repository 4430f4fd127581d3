from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import SQL

OUTCOMES = [
    ("new", "New Ticket"),
    ("reply", "Reply"),
    ("note", "Internal Note"),
    ("damaged", "Ticket With Raw Mail"),
    ("dropped", "No Ticket"),
]
REASONS = [
    ("auto_reply", "Automatic reply"),
    ("generated", "Sent by a program"),
    ("list", "Mailing list or bulk mail"),
    ("report", "Delivery report"),
    ("own_address", "Sent from an address of this system"),
    ("gateway", "Refused by the mail gateway"),
    ("unreadable", "Cannot be read"),
]


class CrmServiceMail(models.Model):
    """A mail that came in for the service, and what became of it: each mail once."""

    _name = "crm.service.mail"
    _description = "Incoming Service Mail"
    _inherit = ["crm.retention.mixin"]
    _order = "date desc, id desc"
    _rec_name = "subject"
    _log_access = False
    _kept_parameter = "crm_service.mail_days"
    _kept_default = 180

    message_key = fields.Char(required=True, readonly=True, help="Equal for each copy of a mail.")
    date = fields.Datetime("Received On", required=True, readonly=True)
    email_from = fields.Char("Sender", readonly=True)
    subject = fields.Char(readonly=True)
    team_id = fields.Many2one(
        "crm.service.team", "Service Team", ondelete="set null", readonly=True
    )
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    ticket_id = fields.Many2one("crm.service.ticket", ondelete="set null", readonly=True)
    outcome = fields.Selection(OUTCOMES, required=True, default="dropped", readonly=True)
    reason = fields.Selection(REASONS, readonly=True)

    _key_uniq = models.UniqueIndex("(message_key)", "This mail has been received already.")
    _date_idx = models.Index("(date DESC, id DESC)")
    _dropped_idx = models.Index("(date DESC, id DESC) WHERE outcome IN ('dropped', 'damaged')")
    _email_idx = models.Index("(email_from)")
    _ticket_idx = models.Index("(ticket_id) WHERE ticket_id IS NOT NULL")
    _team_idx = models.Index("(team_id) WHERE team_id IS NOT NULL")

    @api.model
    def _claim(self, values):
        """Write down a mail that nobody has taken yet, and return its line.

        Two workers with the same mail meet at the unique index: the second waits there until
        the first has ended, and takes the mail only if the first one failed.

        :return: nothing if the mail has been taken
        """
        names = SQL(", ").join(map(SQL.identifier, values))
        query = SQL(
            "INSERT INTO crm_service_mail (%s, outcome) VALUES %s RETURNING id",
            names,
            (*values.values(), "dropped"),
        )
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(query, log_exceptions=False)
                return self.browse(self.env.cr.fetchone()[0])
        except UniqueViolation:
            return self.browse()
