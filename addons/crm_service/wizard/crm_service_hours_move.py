from odoo import fields, models


class CrmServiceHoursMove(models.TransientModel):
    """A deadline that changed working hours would move."""

    _name = "crm.service.hours.move"
    _description = "Deadline That Moves"
    _order = "deadline, id"

    preview_id = fields.Many2one(
        "crm.service.hours.preview", required=True, ondelete="cascade", readonly=True
    )
    ticket_id = fields.Many2one("crm.service.ticket", readonly=True, ondelete="cascade")
    sla_id = fields.Many2one("crm.service.sla", "Policy", readonly=True, ondelete="cascade")
    deadline = fields.Datetime("Deadline Now", readonly=True)
    new_deadline = fields.Datetime(readonly=True)
    is_earlier = fields.Boolean(readonly=True)
