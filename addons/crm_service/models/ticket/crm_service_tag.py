from random import randint

from odoo import fields, models


class CrmServiceTag(models.Model):
    """A word that groups tickets beside their category."""

    _name = "crm.service.tag"
    _description = "Ticket Tag"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer(default=lambda self: randint(1, 11))
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "There is a tag of this name already.")
