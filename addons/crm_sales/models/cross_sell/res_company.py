from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_cross_months = fields.Integer(
        "Purchases Looked At",
        default=24,
        help="What was bought in so many months says which products go together.",
    )
    crm_cross_support = fields.Integer(
        "Customers of Both",
        default=5,
        help="So many customers must have bought both products, at least.",
    )
    crm_cross_lift = fields.Float(
        "Least Lift",
        default=1.2,
        digits=(16, 2),
        help="How much more often the other product is bought by customers of the first one.",
    )

    _crm_cross_valid = models.Constraint(
        "CHECK(crm_cross_months > 0 AND crm_cross_support >= 2 AND crm_cross_lift >= 1)",
        "Products go together by what was bought in a month or more, by two customers or more, "
        "with a lift of 1 or more.",
    )
