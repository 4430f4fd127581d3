from odoo import fields, models


class CrmServiceCause(models.Model):
    """Why tickets come about, as found out when they were solved."""

    _name = "crm.service.cause"
    _description = "Root Cause"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="When to choose this cause.")

    _name_uniq = models.UniqueIndex("(name)", "There is a cause of this name already.")
