from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_forecast_period = fields.Selection(related="company_id.crm_forecast_period", readonly=False)
    crm_forecast_weekday = fields.Selection(
        related="company_id.crm_forecast_weekday", readonly=False
    )
