from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_review_value = fields.Monetary(
        related="company_id.crm_review_value", readonly=False, currency_field="currency_id"
    )
