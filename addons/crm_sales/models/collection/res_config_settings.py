from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_sales_invoice_department_id = fields.Many2one(
        related="company_id.crm_sales_invoice_department_id", readonly=False
    )
    crm_sales_collection_days = fields.Integer(
        related="company_id.crm_sales_collection_days", readonly=False
    )
    crm_sales_collection_user_id = fields.Many2one(
        related="company_id.crm_sales_collection_user_id", readonly=False
    )
