from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_sales_contract_days = fields.Integer(
        related="company_id.crm_sales_contract_days", readonly=False
    )
