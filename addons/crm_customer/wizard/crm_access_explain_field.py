from odoo import fields, models


class CrmAccessExplainField(models.TransientModel):
    """A field that the asked user does not read, or does not change."""

    _name = "crm.access.explain.field"
    _description = "Hidden Field"
    _order = "label, id"

    explain_id = fields.Many2one("crm.access.explain", required=True, ondelete="cascade")
    label = fields.Char("Field", required=True)
    name = fields.Char("Technical Name", required=True)
    can_read = fields.Boolean("Reads")
    can_write = fields.Boolean("Changes")
    reason = fields.Char()
