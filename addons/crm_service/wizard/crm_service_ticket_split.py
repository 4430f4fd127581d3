from odoo import api, fields, models


class CrmServiceTicketSplit(models.TransientModel):
    """Picks the messages of a ticket that are another case."""

    _name = "crm.service.ticket.split"
    _description = "Split a Ticket"

    ticket_id = fields.Many2one("crm.service.ticket", required=True, readonly=True)
    allowed_message_ids = fields.Many2many("mail.message", compute="_compute_allowed_message_ids")
    message_ids = fields.Many2many(
        "mail.message",
        string="Messages",
        required=True,
        domain="[('id', 'in', allowed_message_ids)]",
        help="They move with their attachments, so that answers to them go to the new ticket.",
    )
    name = fields.Char("Subject", help="Empty: that of the first message.")

    @api.depends("ticket_id")
    def _compute_allowed_message_ids(self):
        for wizard in self:
            wizard.allowed_message_ids = wizard.ticket_id._find_splittable()

    def action_split(self):
        """Make the new ticket and open it."""
        self.ensure_one()
        ticket = self.ticket_id._split(self.message_ids, self.name)
        return ticket._get_records_action()
