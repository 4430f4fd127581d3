from odoo import fields, models


class CrmServiceTime(models.Model):
    """Time that a person spent on a ticket."""

    _name = "crm.service.time"
    _description = "Time Spent"
    _order = "date desc, id desc"

    ticket_id = fields.Many2one("crm.service.ticket", required=True, ondelete="cascade", index=True)
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    hours = fields.Float(required=True, help="In hours: 1:30 is an hour and a half.")
    name = fields.Char("What Was Done")

    _hours_valid = models.Constraint(
        "CHECK(hours > 0 AND hours <= 24)", "The time of a line is more than 0 and up to 24 hours."
    )
