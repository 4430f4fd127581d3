from odoo import fields, models

from ...tools.segment.rfm import CLASSIC, VALUE

SCHEMES = [(CLASSIC, "Eleven Classes"), (VALUE, "Eight Classes of High and Low")]


class CrmCustomerRfmClass(models.Model):
    """A name for customers whose scores are alike, and what to do with them."""

    _name = "crm.customer.rfm.class"
    _description = "RFM Class"
    _order = "scheme, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    scheme = fields.Selection(SCHEMES, required=True, readonly=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    advice = fields.Char(translate=True, help="What to do with these customers.")

    _code_uniq = models.Constraint("UNIQUE(scheme, code)", "This class is there already.")
