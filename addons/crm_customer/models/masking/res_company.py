from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_reveal_limit = fields.Integer(
        "Reveals per Day",
        default=30,
        help="How many masked values one user may look at in full on one day; 0: none.",
    )

    _crm_reveal_limit_positive = models.Constraint(
        "CHECK(crm_reveal_limit >= 0)", "The number of reveals cannot be negative."
    )
