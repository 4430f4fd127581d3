from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_white_peers = fields.Integer(
        "Comparable Customers",
        default=5,
        help="A customer is compared with so many others at least.",
    )
    crm_white_share = fields.Float(
        "Bought By (%)",
        default=30.0,
        digits=(16, 1),
        help="A product is missed when so many of the comparable customers buy it.",
    )

    _crm_white_valid = models.Constraint(
        "CHECK(crm_white_peers >= 2 AND crm_white_share > 0 AND crm_white_share <= 100)",
        "Compare with two customers or more, and a share between 0 and 100 %.",
    )
