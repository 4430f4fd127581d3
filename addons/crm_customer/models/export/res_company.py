from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_export_limit = fields.Integer(
        "Customers per Export",
        default=1000,
        help="Who exports more customers at once needs an approved request; 0: no limit.",
    )

    _crm_export_limit_positive = models.Constraint(
        "CHECK(crm_export_limit >= 0)", "The number of customers per export is not negative."
    )
