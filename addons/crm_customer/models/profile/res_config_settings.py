from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_dormant_days = fields.Integer(related="company_id.crm_dormant_days", readonly=False)
    crm_lost_days = fields.Integer(related="company_id.crm_lost_days", readonly=False)
    crm_key_revenue = fields.Monetary(
        related="company_id.crm_key_revenue",
        readonly=False,
    )
