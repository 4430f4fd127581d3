from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_attribution_days = fields.Integer(related="company_id.crm_attribution_days", readonly=False)
    crm_attribution_half_life = fields.Integer(
        related="company_id.crm_attribution_half_life", readonly=False
    )
    crm_attribution_revenue = fields.Selection(
        related="company_id.crm_attribution_revenue", readonly=False
    )
