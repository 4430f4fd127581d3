from odoo import fields, models


class CrmCustomerContactRole(models.Model):
    _name = "crm.customer.contact.role"
    _description = "Contact Role"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer(default=0)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="What a contact with this role decides or does.")

    _name_uniq = models.UniqueIndex("((name->>'en_US'))", "This contact role exists already.")
