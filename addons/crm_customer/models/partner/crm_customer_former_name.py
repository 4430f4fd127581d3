from odoo import fields, models


class CrmCustomerFormerName(models.Model):
    _name = "crm.customer.former.name"
    _description = "Former Name of a Customer"
    _inherit = ["crm.customer.detail.mixin"]
    _order = "date_end desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Former Name", required=True)
    date_end = fields.Date(
        string="Used Until",
        default=fields.Date.context_today,
        help="Recorded by itself when a customer company is renamed.",
    )

    _partner_name_uniq = models.UniqueIndex(
        "(partner_id, name)", "This former name is recorded already."
    )
