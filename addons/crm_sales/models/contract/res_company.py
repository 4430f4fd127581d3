from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_sales_contract_days = fields.Integer(
        "Renewal Reminder",
        default=30,
        help="Days before the last day of notice on which contracts remind, unless they say else.",
    )
