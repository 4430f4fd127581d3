from odoo import fields, models

KINDS = [
    ("created", "Created"),
    ("stage", "Stage"),
    ("message", "Message From Customer"),
    ("response", "Response"),
    ("archived", "Archived"),
    ("restored", "Restored"),
]


class CrmServiceEvent(models.Model):
    """What happened to a ticket and counts for its clocks: written once, never changed.

    Everything that is said about time is computed from these lines; see ``tools.sla``.
    """

    _name = "crm.service.event"
    _description = "Ticket Event"
    _order = "date, id"
    _log_access = False

    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", readonly=True
    )
    date = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    stage_id = fields.Many2one("crm.service.stage", ondelete="restrict", readonly=True)
    is_waiting = fields.Boolean("Waiting", readonly=True)
    is_closed = fields.Boolean("Closed", readonly=True)
    user_id = fields.Many2one("res.users", "By", ondelete="set null", readonly=True)
    message_id = fields.Many2one("mail.message", ondelete="set null", readonly=True)

    _ticket_idx = models.Index("(ticket_id, date, id)")
    _stage_idx = models.Index("(stage_id)")
    _message_idx = models.Index("(message_id) WHERE message_id IS NOT NULL")
