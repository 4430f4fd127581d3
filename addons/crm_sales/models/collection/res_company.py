from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_sales_invoice_department_id = fields.Many2one(
        "crm.request.department",
        "Department for Invoices",
        check_company=True,
        help="Gets the requests of sales for invoices.",
    )
    crm_sales_collection_days = fields.Integer(
        "Remind Before",
        default=3,
        help="Days before an instalment is due on which its salesperson is reminded.",
    )
    crm_sales_collection_user_id = fields.Many2one(
        "res.users",
        "Collects Otherwise",
        domain="[('share', '=', False)]",
        help="Reminded of instalments whose salesperson has left or that nobody looks after.",
    )
