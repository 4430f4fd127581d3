from odoo import fields, models


class CrmSalesRefusalReason(models.Model):
    """Why sales gives a lead back to marketing."""

    _name = "crm.sales.refusal.reason"
    _description = "Reason to Refuse a Lead"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needs_note = fields.Boolean(
        "Asks for a Note", help="Who refuses for this reason says more in own words."
    )

    _name_uniq = models.UniqueIndex("((name->>'en_US'))", "This reason exists already.")
